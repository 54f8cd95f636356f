import { and, eq } from "drizzle-orm";
import { users } from "#db/schema/users.ts";
import { conflict } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { signOutEverywhere } from "#domain/sessions/sign-out-everywhere.ts";
import { lockTenant } from "#domain/tenants/lock.ts";
import { assertAnotherAdmin, lockUser } from "./queries.ts";
import { userIdInput } from "./schemas.ts";

/** Deletes a user with sessions, identities and login email. Their audit events stay. */
export const deleteUser = mutation({
  permission: "user.delete",
  input: userIdInput,
  run: async (ctx, { id }) => {
    if (ctx.actor.kind === "user" && ctx.actor.userId === id) {
      throw conflict("You cannot delete yourself.");
    }
    await lockTenant(ctx.tx, ctx.tenantId);
    const before = await lockUser(ctx, id);
    await assertAnotherAdmin(ctx, before);
    const { jobs } = await signOutEverywhere(ctx.tx, { tenantId: ctx.tenantId, userId: id });
    await ctx.tx.delete(users).where(and(eq(users.tenantId, ctx.tenantId), eq(users.id, id)));
    return {
      result: before,
      audit: {
        action: "user.delete",
        target: { kind: "user", id, name: before.email },
        before,
      },
      jobs,
      stale: [`user:${id}`],
    };
  },
});
