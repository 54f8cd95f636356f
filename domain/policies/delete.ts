import { and, eq } from "drizzle-orm";
import { policies } from "#db/schema/policies.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { findPolicy, snapshotOf } from "./queries.ts";
import { policyKeyInput } from "./schemas.ts";

/** Removes a policy: from the next decision on, it neither admits nor refuses anybody. */
export const deletePolicy = mutation({
  permission: "policy.delete",
  input: policyKeyInput,
  run: async (ctx, { id }) => {
    const before = await findPolicy(ctx.tx, ctx.tenantId, id, true);
    await ctx.tx
      .delete(policies)
      .where(and(eq(policies.tenantId, ctx.tenantId), eq(policies.id, id)));
    return {
      result: { id: before.id, name: before.name },
      audit: {
        action: "policy.delete",
        target: { kind: "policy", id: before.id, name: before.name },
        before: snapshotOf(before),
      },
      stale: [`policies:${ctx.tenantId}`],
    };
  },
});
