import { and, arrayContains, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import type { MutationContext } from "#domain/kernel/context.ts";
import { conflict, notFound } from "#domain/kernel/errors.ts";

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

/** Throws `conflict` when no other active operator would remain. Locks them all meanwhile. */
export async function assertAnotherOperator(
  tx: Tx,
  platformTenantId: string,
  leavingId: string,
): Promise<void> {
  const operators = await tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.tenantId, platformTenantId),
        eq(users.status, "active"),
        arrayContains(users.roles, ["operator"]),
      ),
    )
    .for("update");
  if (operators.some((operator) => operator.id !== leavingId)) return;
  throw conflict("This is the last operator. Add another one first.");
}
