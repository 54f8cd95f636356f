import { query } from "#domain/kernel/operation.ts";
import { describePolicy, findPolicy } from "./queries.ts";
import { policyKeyInput } from "./schemas.ts";

/** One policy of the context's tenant. */
export const getPolicy = query({
  permission: "policy.read",
  input: policyKeyInput,
  run: async (ctx, { id }) => describePolicy(await findPolicy(ctx.db, ctx.tenantId, id)),
});
