import { eq } from "drizzle-orm";
import { z } from "zod";
import { tenants } from "#db/schema/tenants.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { invalid } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { lockTenant } from "./lock.ts";

/** Deletes a tenant with everything that belongs to it. Its audit events stay. */
export const deleteTenant = mutation({
  permission: "tenant.delete",
  input: z.object({}),
  run: async (ctx) => {
    if (ctx.tenantId === PLATFORM_TENANT_ID) {
      throw invalid({ slug: "The platform itself cannot be deleted." });
    }
    const before = await lockTenant(ctx.tx, ctx.tenantId);
    await ctx.tx.delete(tenants).where(eq(tenants.id, ctx.tenantId));
    return {
      result: { slug: before.slug },
      audit: {
        action: "tenant.delete",
        target: { kind: "tenant", id: ctx.tenantId, name: before.slug },
        before,
      },
      stale: [`tenant:${ctx.tenantId}`],
    };
  },
});
