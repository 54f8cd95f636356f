import { orNull } from "#app/_lib/context.ts";
import { getAuditEvent } from "#domain/audit-events/get.ts";
import { auditEventInput } from "#domain/audit-events/schemas.ts";
import { getProvider } from "#domain/identity-providers/get.ts";
import type { Context } from "#domain/kernel/context.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { getDomain } from "#domain/login-domains/get.ts";
import { getPerson } from "#domain/users/person.ts";

export type AuditEvent = Awaited<ReturnType<typeof getAuditEvent>>;
type Party = { kind: string; id: string; name: string };

/** The event that an address names, or null for none. */
export async function findEvent(ctx: Context, id: string): Promise<AuditEvent | null> {
  return auditEventInput.safeParse({ id }).success
    ? await orNull(getAuditEvent(ctx, { id }))
    : null;
}

/**
 * The screen of whom or what an event names; null for what has none, is gone, or is of another
 * tenant, as an operator is who acts in this one.
 */
export async function screenOf(ctx: Context, tenant: string, of: Party): Promise<string | null> {
  const base = `/t/${tenant}`;
  switch (of.kind) {
    case "user":
      return (await exists(getPerson(ctx, { id: of.id }))) ? `${base}/users/${of.id}` : null;
    case "login_domain":
      return (await exists(getDomain(ctx, { domain: of.id })))
        ? `${base}/login-domains/${encodeURIComponent(of.id)}`
        : null;
    case "identity_provider":
      return (await exists(getProvider(ctx, { provider: of.id })))
        ? `${base}/providers/${encodeURIComponent(of.id)}`
        : null;
    case "tenant":
      return of.id === ctx.tenantId ? base : null;
    default:
      return null;
  }
}

/** Whether there is such a thing, for this reader: what fails to be read is no link either. */
async function exists(reading: Promise<unknown>): Promise<boolean> {
  try {
    await reading;
    return true;
  } catch (error) {
    if (error instanceof GatehouseError) return false;
    throw error;
  }
}
