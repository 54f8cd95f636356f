import { and, eq, sql } from "drizzle-orm";
import { users } from "#db/schema/users.ts";
import { unauthenticated } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { assertCurrent } from "#domain/kernel/version.ts";
import { lockTenant } from "#domain/tenants/lock.ts";
import { assertAnotherAdmin, lockUser, userVersion } from "./queries.ts";
import { assertMayGrant, knownRoles } from "./roles.ts";
import { updateProfileInput, updateUserInput } from "./schemas.ts";

/**
 * Changes a person's name and roles. Throws `forbidden` for a role that gives what the actor may not
 * do, `conflict` when the tenant would be left without an admin, and for a stale version.
 */
export const updateUser = mutation({
  permission: "user.update",
  input: updateUserInput,
  run: async (ctx, input) => {
    await lockTenant(ctx.tx, ctx.tenantId);
    const before = await lockUser(ctx, input.id);
    const roles = input.roles ? knownRoles(ctx.tenantId, input.roles) : before.roles;
    const target = { kind: "user", id: before.id };
    const wants = { name: input.name, roles: input.roles && roles };
    await assertCurrent(ctx, input.version, { now: before, wants, target });
    const given = roles.filter((role) => !before.roles.includes(role));
    const taken = before.roles.filter((role) => !roles.includes(role));
    assertMayGrant(ctx, [...given, ...taken]);
    if (taken.length > 0) await assertAnotherAdminThan(ctx, before, taken);
    const after = { ...before, name: input.name ?? before.name, roles };
    await ctx.tx
      .update(users)
      .set({ name: after.name, roles, updatedAt: sql`now()` })
      .where(and(eq(users.tenantId, ctx.tenantId), eq(users.id, before.id)));
    return {
      result: { ...after, version: userVersion(after) },
      audit: {
        action: "user.update",
        target: { ...target, name: before.email },
        before: { name: before.name, roles: before.roles },
        after: { name: after.name, roles },
      },
      stale: [`user:${before.id}`],
    };
  },
});

/** Only whoever loses the role counts as leaving. */
async function assertAnotherAdminThan(
  ctx: Parameters<typeof assertAnotherAdmin>[0],
  person: Parameters<typeof assertAnotherAdmin>[1],
  taken: readonly string[],
): Promise<void> {
  await assertAnotherAdmin(ctx, { ...person, roles: taken });
}

/** Changes the signed-in person's own name. Throws `conflict` for a stale version. */
export const updateOwnProfile = mutation({
  permission: "account.update",
  input: updateProfileInput,
  run: async (ctx, { name, version }) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw unauthenticated();
    const here = and(eq(users.tenantId, actor.tenantId), eq(users.id, actor.userId));
    const [before] = await ctx.tx
      .select({ name: users.name })
      .from(users)
      .where(here)
      .for("update");
    if (!before) throw unauthenticated();
    const target = { kind: "user", id: actor.userId };
    await assertCurrent(ctx, version, { now: before, wants: { name }, target });
    await ctx.tx.update(users).set({ name, updatedAt: sql`now()` }).where(here);
    return {
      result: { name },
      audit: {
        action: "account.update",
        target: { ...target, name: actor.email },
        before,
        after: { name },
      },
      stale: [`user:${actor.userId}`],
    };
  },
});
