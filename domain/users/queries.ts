import { and, arrayContains, eq } from "drizzle-orm";
import { users } from "#db/schema/users.ts";
import { type MutationContext, PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { conflict, notFound } from "#domain/kernel/errors.ts";
import { lockTenant } from "#domain/tenants/lock.ts";

/** What the outside sees of a user. */
export const userColumns = {
  id: users.id,
  email: users.email,
  name: users.name,
  roles: users.roles,
  status: users.status,
};

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
 * Throws `conflict` when `leavingId` is of the platform and no other active operator would remain.
 * Before any user is locked: who leaves the platform queues at its row, so that two who leave
 * together neither both go nor wait for each other.
 */
export async function assertAnotherOperator(
  ctx: MutationContext,
  leavingId: string,
): Promise<void> {
  if (ctx.tenantId !== PLATFORM_TENANT_ID) return;
  await lockTenant(ctx.tx, ctx.tenantId);
  const operators = await ctx.tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.tenantId, ctx.tenantId),
        eq(users.status, "active"),
        arrayContains(users.roles, ["operator"]),
      ),
    );
  if (operators.some((operator) => operator.id !== leavingId)) return;
  throw conflict("This is the last operator. Add another one first.");
}
