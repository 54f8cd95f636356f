import { v7 as uuidv7 } from "uuid";
import { policies } from "#db/schema/policies.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { describePolicy, policyColumns, snapshotOf } from "./queries.ts";
import { nameTaken, readConditions } from "./rules.ts";
import { createPolicyInput } from "./schemas.ts";

/**
 * Adds a rule about who may use which SSO client. Throws `invalid` for conditions that name what
 * does not exist, and `conflict` for a name that another policy has.
 */
export const createPolicy = mutation({
  permission: "policy.create",
  input: createPolicyInput,
  run: async (ctx, input) => {
    const { userIds = [] } = await readConditions(ctx.tx, ctx.tenantId, input);
    const [row] = await ctx.tx
      .insert(policies)
      .values({
        tenantId: ctx.tenantId,
        id: uuidv7(),
        name: input.name,
        effect: input.effect,
        enabled: input.enabled ?? true,
        roles: input.roles ?? [],
        teamIds: input.teamIds ?? [],
        userIds,
        clientIds: input.clientIds ?? [],
        clientTags: input.clientTags ?? [],
        aal: input.aal ?? null,
        networks: input.networks ?? [],
        networksMatch: input.networksMatch ?? "inside",
      })
      .onConflictDoNothing()
      .returning(policyColumns);
    if (!row) throw nameTaken();
    return {
      result: describePolicy(row),
      audit: {
        action: "policy.create",
        target: { kind: "policy", id: row.id, name: row.name },
        after: snapshotOf(row),
      },
      stale: [`policies:${ctx.tenantId}`],
    };
  },
});
