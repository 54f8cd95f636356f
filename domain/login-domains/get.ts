import { query } from "#domain/kernel/operation.ts";
import { findClaim, readVersioned } from "./queries.ts";
import { domainInput } from "./schemas.ts";

/** One login domain of the context's tenant, with its version. */
export const getDomain = query({
  permission: "login_domain.read",
  input: domainInput,
  run: async (ctx, input) =>
    readVersioned(ctx.db, await findClaim(ctx.db, ctx.tenantId, input.domain)),
});
