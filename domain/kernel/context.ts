import { type Database, database, type Tx } from "#db/client.ts";
import { forbidden, notFound } from "./errors.ts";
import { type Permission, type SystemName, systemPermissions } from "./permissions.ts";

/** The platform's own tenant row: operators and the platform's credentials belong to it. */
export const PLATFORM_TENANT_ID = "00000000-0000-0000-0000-000000000000";

/** Who acts. Each kind is authorized; none is waved through. */
export type Actor =
  | {
      kind: "user";
      tenantId: string;
      userId: string;
      email: string;
      sessionId: string;
      permissions: ReadonlySet<Permission>;
    }
  | {
      kind: "credential";
      tenantId: string;
      credentialId: string;
      name: string;
      permissions: ReadonlySet<Permission>;
    }
  | { kind: "system"; name: SystemName };

/** Where a request came from, for the audit log. */
export type RequestInfo = { requestId: string; address: string; userAgent: string };

/** What every operation needs to know. `tenantId` is the tenant acted in. */
export type Context = { actor: Actor; tenantId: string; request: RequestInfo; tx?: Tx };
/** A context inside the operation's own transaction. */
export type MutationContext = Context & { tx: Tx };
/** A context that reads: from the caller's transaction when there is one. */
export type QueryContext = Context & { db: Database | Tx };

/**
 * Throws unless the context's actor may do `permission` in the context's tenant: `not_found` in a
 * foreign tenant, which must look like none at all, `forbidden` otherwise.
 */
export function authorize(ctx: Context, permission: Permission): void {
  const { actor } = ctx;
  if (actor.kind === "system") {
    const granted: readonly Permission[] = systemPermissions[actor.name];
    if (!granted.includes(permission)) throw forbidden(permission);
    return;
  }
  if (actor.tenantId !== ctx.tenantId && !isOfPlatform(actor)) throw notFound("tenant");
  if (!actor.permissions.has(permission)) throw forbidden(permission);
}

/** True for operators and for the platform's credentials, who may act in every tenant. */
export function isOfPlatform(actor: Actor): boolean {
  return actor.kind !== "system" && actor.tenantId === PLATFORM_TENANT_ID;
}

/** The same request in another tenant. */
export function inTenant<C extends Context>(ctx: C, tenantId: string): C {
  return { ...ctx, tenantId };
}

/** A part of Gatehouse acting by itself, within `request` when one caused it. */
export function systemContext(name: SystemName, tenantId: string, request?: RequestInfo): Context {
  return {
    actor: { kind: "system", name },
    tenantId,
    request: request ?? { requestId: `system:${name}`, address: "", userAgent: "" },
  };
}

/** The handle that a query reads through. */
export function readHandle(ctx: Context): Database | Tx {
  return ctx.tx ?? database();
}
