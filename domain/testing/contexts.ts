import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { mailMessages } from "#db/schema/mail-messages.ts";
import { tenants } from "#db/schema/tenants.ts";
import type { ProviderKind } from "#domain/identity-providers/kinds.ts";
import { setProvider } from "#domain/identity-providers/set.ts";
import { type Context, PLATFORM_TENANT_ID, systemContext } from "#domain/kernel/context.ts";
import { builtInRoles, permissions, type TenantRole } from "#domain/kernel/permissions.ts";
import { addDomain } from "#domain/login-domains/add.ts";
import { fullBody } from "#domain/mail-messages/link-place.ts";
import { startSession } from "#domain/sessions/start.ts";
import { createTenant } from "#domain/tenants/create.ts";
import { createUser } from "#domain/users/create.ts";

/** A request of a test's own, so that its events can be told from all others. */
export function testRequest() {
  return { requestId: `test-${randomUUID()}`, address: "192.0.2.1", userAgent: "vitest" };
}

/** An operator, acting in a tenant or on the platform. */
export function asOperator(tenantId: string = PLATFORM_TENANT_ID): Context {
  return {
    actor: {
      kind: "credential",
      tenantId: PLATFORM_TENANT_ID,
      credentialId: randomUUID(),
      name: "test operator",
      permissions: new Set(permissions),
    },
    tenantId,
    request: testRequest(),
  };
}

/** Somebody of `homeTenantId` with a built-in role, acting in `tenantId`. */
export function asRole(role: TenantRole, homeTenantId: string, tenantId = homeTenantId): Context {
  return {
    actor: {
      kind: "user",
      tenantId: homeTenantId,
      userId: randomUUID(),
      email: `${role}@test.example`,
      sessionId: randomUUID(),
      permissions: new Set(builtInRoles[role]),
    },
    tenantId,
    request: testRequest(),
  };
}

/** A tenant that only the calling test knows, with `word` in its slug when the test looks for it. */
export async function newTenant(word = "t"): Promise<{ id: string; slug: string; domain: string }> {
  const slug = `${word}-${randomUUID()}`;
  await createTenant(asOperator(), { slug, name: "Test tenant" });
  const [row] = await database()
    .select({ id: tenants.id })
    .from(tenants)
    .where(eq(tenants.slug, slug));
  if (!row) throw new Error("The tenant was not written");
  return { id: row.id, slug, domain: `${slug}.example` };
}

type DomainChoice = { domain: string; wildcard?: boolean; providers?: string[] };

/** A verified domain of a tenant, on an operator's word. */
export async function newDomain(tenantId: string, choice: DomainChoice) {
  return await addDomain(asOperator(tenantId), { ...choice, vouch: "for a test" });
}

/** A provider of a tenant that is ready, at an issuer that nobody asks. */
export async function newProvider(tenantId: string, kind: ProviderKind, name?: string) {
  return await setProvider(asOperator(tenantId), {
    kind,
    ...(name === undefined ? {} : { name }),
    ...(kind === "google" ? {} : { issuer: "https://login.test.example/tenant" }),
    clientId: `client-${randomUUID()}`,
    clientSecret: `secret-${randomUUID()}`,
  });
}

/** What a request left in the audit log, in whichever tenant's, the oldest first. */
export async function eventsOfRequest(requestId: string) {
  return await database()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.requestId, requestId))
    .orderBy(auditEvents.at, auditEvents.id);
}

/** Long and unlike any password that people choose. */
export const TEST_PASSWORD = "quiet otter 41 paints lanterns";

/** Somebody of a tenant who can sign in by password. */
export async function newUser(
  tenantId: string,
  more: { email?: string; name?: string; roles?: string[]; password?: string } = {},
) {
  return await createUser(asOperator(tenantId), {
    email: `p-${randomUUID()}@people.example`,
    name: "Test person",
    password: TEST_PASSWORD,
    ...more,
  });
}

/** The token of a new session of somebody. */
export async function newSession(
  tenantId: string,
  userId: string,
  replaces?: string,
): Promise<string> {
  const started = await startSession(systemContext("sign-in", tenantId, testRequest()), {
    userId,
    method: "password",
    providerName: null,
    issuer: null,
    loginDomain: null,
    replaces,
  });
  return started.token.reveal();
}

/** Every event of a tenant's log, the oldest first. */
export async function eventsOf(tenantId: string) {
  return await database()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.tenantId, tenantId))
    .orderBy(auditEvents.at, auditEvents.id);
}

/** The messages that a tenant's outbox has for an address, with their links, the oldest first. */
export async function mailTo(tenantId: string, recipient: string) {
  const rows = await database()
    .select()
    .from(mailMessages)
    .where(and(eq(mailMessages.tenantId, tenantId), eq(mailMessages.recipient, recipient)))
    .orderBy(mailMessages.id);
  return rows.map((row) => ({
    subject: row.subject,
    stored: row.body,
    text: fullBody(row),
    token: /\?token=([\w-]+)/.exec(fullBody(row))?.[1] ?? "",
  }));
}
