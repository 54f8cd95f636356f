import { and, arrayContains, eq, ne } from "drizzle-orm";
import { users } from "#db/schema/users.ts";
import { isOfPlatform, type MutationContext, PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { conflict, notFound } from "#domain/kernel/errors.ts";
import { versionOf } from "#domain/kernel/version.ts";

/** What the outside sees of a user. */
export const userColumns = {
  id: users.id,
  email: users.email,
  name: users.name,
  roles: users.roles,
  status: users.status,
};

/** The same with what a list compares people by. */
export const listedUserColumns = {
  ...userColumns,
  createdAt: users.createdAt,
  lastSignInAt: users.lastSignInAt,
};

type UserRow = { [K in keyof typeof listedUserColumns]: (typeof users.$inferSelect)[K] };

/** What the outside sees of a listed user, whatever else the row has. */
export function describeUser(row: UserRow) {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    roles: row.roles,
    status: row.status,
    createdAt: row.createdAt.toISOString(),
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
  };
}

/** The version that a change of a person may start from. */
export function userVersion({ name, roles }: { name: string; roles: readonly string[] }): string {
  return versionOf({ name, roles });
}

/** A user of the context's tenant, locked for the rest of the transaction. */
export async function lockUser(ctx: MutationContext, id: string) {
  const [row] = await ctx.tx
    .select(userColumns)
    .from(users)
    .where(and(eq(users.tenantId, ctx.tenantId), eq(users.id, id)))
    .for("update");
  if (!row) throw notFound("user");
  return row;
}

/**
 * Throws `conflict` when `leaving` is the last active one who administers the context's tenant. The
 * caller holds the tenant's lock, so that two cannot leave each other as the last. Operators are
 * not held back in a tenant: they administer it themselves; on the platform nobody is above them.
 */
export async function assertAnotherAdmin(
  ctx: MutationContext,
  leaving: { id: string; roles: readonly string[]; status: string },
): Promise<void> {
  const onPlatform = ctx.tenantId === PLATFORM_TENANT_ID;
  if (!onPlatform && isOfPlatform(ctx.actor)) return;
  const role = onPlatform ? "operator" : "admin";
  if (leaving.status !== "active" || !leaving.roles.includes(role)) return;
  const [other] = await ctx.tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.tenantId, ctx.tenantId),
        ne(users.id, leaving.id),
        eq(users.status, "active"),
        arrayContains(users.roles, [role]),
      ),
    )
    .limit(1);
  if (!other) throw conflict(`This is the last ${role}. Add another one first.`);
}
