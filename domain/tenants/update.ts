import { eq, sql } from "drizzle-orm";
import { sessions } from "#db/schema/sessions.ts";
import { tenants } from "#db/schema/tenants.ts";
import { endGrantsOfTenant } from "#domain/grants/end.ts";
import { authorize, type MutationContext, PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { invalid, notFound } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { assertCurrent } from "#domain/kernel/version.ts";
import { endSessions } from "#domain/sessions/end.ts";
import { lockTenant } from "./lock.ts";
import { tenantColumns, versioned } from "./queries.ts";
import { updateTenantInput } from "./schemas.ts";
import { mailEnforcementChange } from "./sso-enforcement.ts";

/**
 * Renames a tenant, changes its sign-in policy, suspends or restores it. Suspending, and switching
 * SSO enforcement without its rule, are an operator's: the tenant's admins are told of the latter by
 * mail. A suspended tenant's people are signed out everywhere. Throws `conflict` for a stale version.
 */
export const updateTenant = mutation({
  permission: "tenant.update",
  input: updateTenantInput,
  run: async (ctx, { reason, version, ...input }) => {
    if (ctx.tenantId === PLATFORM_TENANT_ID) {
      throw invalid({ slug: "The platform itself cannot be changed like a tenant." });
    }
    const before = await lockTenant(ctx.tx, ctx.tenantId);
    const suspends = input.status !== undefined && input.status !== before.status;
    const enforces = input.ssoEnforced !== undefined && input.ssoEnforced !== before.ssoEnforced;
    if (suspends) authorize(ctx, "tenant.suspend");
    if (enforces) authorize(ctx, "tenant.break_glass");
    const target = { kind: "tenant", id: ctx.tenantId };
    await assertCurrent(ctx, version, { now: before, wants: input, target });
    const [after] = await ctx.tx
      .update(tenants)
      .set({ ...input, updatedAt: sql`now()` })
      .where(eq(tenants.id, ctx.tenantId))
      .returning(tenantColumns);
    if (!after) throw notFound("tenant");
    const jobs = after.status === "suspended" ? await signOutAll(ctx) : [];
    return {
      result: versioned(after),
      audit: {
        action: suspends ? "tenant.suspend" : enforces ? "tenant.break_glass" : "tenant.update",
        target: { ...target, name: after.slug },
        before,
        after,
        ...(reason === undefined ? {} : { reason }),
      },
      jobs: [...jobs, ...(enforces ? await mailEnforcementChange(ctx, after, reason ?? null) : [])],
      stale: [`tenant:${ctx.tenantId}`],
    };
  },
});

/** Ends every session of the tenant, and what outlives sessions. Out: the jobs that tell the clients. */
async function signOutAll({ tx, tenantId }: MutationContext) {
  const { jobs } = await endSessions(tx, eq(sessions.tenantId, tenantId));
  return [...jobs, ...(await endGrantsOfTenant(tx, tenantId))];
}
