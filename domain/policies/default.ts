import { z } from "zod";
import { policyDefaults } from "#db/schema/policies.ts";
import { mutation, query } from "#domain/kernel/operation.ts";
import { readPolicyDefault } from "./queries.ts";
import { setPolicyDefaultInput } from "./schemas.ts";

/** What holds in the context's tenant where no policy matches. */
export const getPolicyDefault = query({
  permission: "policy.read",
  input: z.object({}),
  run: async (ctx) => ({ effect: await readPolicyDefault(ctx.db, ctx.tenantId) }),
});

/** Says what holds where no policy matches: "allow" lets everyone use every client. */
export const setPolicyDefault = mutation({
  permission: "policy.update",
  input: setPolicyDefaultInput,
  run: async (ctx, { effect }) => {
    const before = await readPolicyDefault(ctx.tx, ctx.tenantId);
    await ctx.tx
      .insert(policyDefaults)
      .values({ tenantId: ctx.tenantId, effect })
      .onConflictDoUpdate({ target: policyDefaults.tenantId, set: { effect } });
    return {
      result: { effect },
      audit: {
        action: "policy.update",
        target: { kind: "policy", id: "default", name: "default" },
        before: { effect: before },
        after: { effect },
      },
      stale: [`policies:${ctx.tenantId}`],
    };
  },
});
