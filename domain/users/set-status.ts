import { and, eq, sql } from "drizzle-orm";
import { users } from "#db/schema/users.ts";
import type { MutationContext } from "#domain/kernel/context.ts";
import { conflict } from "#domain/kernel/errors.ts";
import { mutation, type Outcome } from "#domain/kernel/operation.ts";
import { signOutEverywhere } from "#domain/sessions/sign-out-everywhere.ts";
import { lockTenant } from "#domain/tenants/lock.ts";
import { assertAnotherAdmin, lockUser } from "./queries.ts";
import { userIdInput } from "./schemas.ts";

type User = Awaited<ReturnType<typeof lockUser>>;

/** Suspends a user: every session ends, and no sign-in succeeds until the user is restored. */
export const suspendUser = mutation({
  permission: "user.suspend",
  input: userIdInput,
  run: async (ctx, { id }) => {
    if (ctx.actor.kind === "user" && ctx.actor.userId === id) {
      throw conflict("You cannot suspend yourself.");
    }
    await lockTenant(ctx.tx, ctx.tenantId);
    const before = await lockUser(ctx, id);
    await assertAnotherAdmin(ctx, before);
    const { jobs } = await signOutEverywhere(ctx.tx, { tenantId: ctx.tenantId, userId: id });
    return { ...(await setStatus(ctx, before, "suspended")), jobs };
  },
});

/** Lets a suspended user sign in again. */
export const restoreUser = mutation({
  permission: "user.suspend",
  input: userIdInput,
  run: async (ctx, { id }) => setStatus(ctx, await lockUser(ctx, id), "active"),
});

async function setStatus(
  ctx: MutationContext,
  before: User,
  status: User["status"],
): Promise<Outcome<User>> {
  await ctx.tx
    .update(users)
    .set({ status, updatedAt: sql`now()` })
    .where(and(eq(users.tenantId, ctx.tenantId), eq(users.id, before.id)));
  const after = { ...before, status };
  return {
    result: after,
    audit: {
      action: status === "active" ? "user.restore" : "user.suspend",
      target: { kind: "user", id: before.id, name: before.email },
      before: { status: before.status },
      after: { status },
    },
    stale: [`user:${before.id}`],
  };
}
