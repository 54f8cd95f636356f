import { eq, sql } from "drizzle-orm";
import { sessions } from "#db/schema/sessions.ts";
import { tenants } from "#db/schema/tenants.ts";
import { authorize, PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { invalid, notFound } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { lockTenant } from "./lock.ts";
import { tenantColumns } from "./queries.ts";
import { updateTenantInput } from "./schemas.ts";

/**
 * Renames a tenant, changes its sign-in policy, suspends or restores it. Suspending and enforcing
 * SSO need permissions of their own. A suspended tenant's people are signed out everywhere.
 */
export const updateTenant = mutation({
  permission: "tenant.update",
  input: updateTenantInput,
  run: async (ctx, input) => {
    if (ctx.tenantId === PLATFORM_TENANT_ID) {
      throw invalid({ slug: "The platform itself cannot be changed like a tenant." });
    }
    const before = await lockTenant(ctx.tx, ctx.tenantId);
    if (input.status && input.status !== before.status) authorize(ctx, "tenant.suspend");
    if (input.ssoEnforced !== undefined && input.ssoEnforced !== before.ssoEnforced) {
      authorize(ctx, "tenant.enforce_sso");
    }
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
        action: input.status && input.status !== before.status ? "tenant.suspend" : "tenant.update",
        target: { kind: "tenant", id: ctx.tenantId, name: after.slug },
        before,
        after,
      },
      stale: [`tenant:${ctx.tenantId}`],
    };
  },
});
