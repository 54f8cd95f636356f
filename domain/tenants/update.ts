import { eq, sql } from "drizzle-orm";
import { sessions } from "#db/schema/sessions.ts";
import { tenants } from "#db/schema/tenants.ts";
import { authorize, PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { invalid, notFound } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { lockTenant } from "./lock.ts";
import { tenantColumns } from "./queries.ts";
import { updateTenantInput } from "./schemas.ts";
import { mailEnforcementChange } from "./sso-enforcement.ts";

/**
 * Renames a tenant, changes its sign-in policy, suspends or restores it. Suspending, and switching
 * SSO enforcement without its rule, are an operator's: the tenant's admins are told of the latter by
 * mail. A suspended tenant's people are signed out everywhere.
 */
export const updateTenant = mutation({
  permission: "tenant.update",
  input: updateTenantInput,
  run: async (ctx, { reason, ...input }) => {
    if (ctx.tenantId === PLATFORM_TENANT_ID) {
      throw invalid({ slug: "The platform itself cannot be changed like a tenant." });
    }
    const before = await lockTenant(ctx.tx, ctx.tenantId);
    const suspends = input.status !== undefined && input.status !== before.status;
    const enforces = input.ssoEnforced !== undefined && input.ssoEnforced !== before.ssoEnforced;
    if (suspends) authorize(ctx, "tenant.suspend");
    if (enforces) authorize(ctx, "tenant.break_glass");
    const [after] = await ctx.tx
      .update(tenants)
      .set({ ...input, updatedAt: sql`now()` })
      .where(eq(tenants.id, ctx.tenantId))
      .returning(tenantColumns);
    if (!after) throw notFound("tenant");
    if (after.status === "suspended") {
      await ctx.tx.delete(sessions).where(eq(sessions.tenantId, ctx.tenantId));
    }
    return {
      result: after,
      audit: {
        action: suspends ? "tenant.suspend" : enforces ? "tenant.break_glass" : "tenant.update",
        target: { kind: "tenant", id: ctx.tenantId, name: after.slug },
        before,
        after,
        ...(reason === undefined ? {} : { reason }),
      },
      jobs: enforces ? await mailEnforcementChange(ctx, after, reason ?? null) : [],
      stale: [`tenant:${ctx.tenantId}`],
    };
  },
});
