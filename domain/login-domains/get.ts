import { query } from "#domain/kernel/operation.ts";
import { findClaim, readDescribed } from "./queries.ts";
import { domainInput } from "./schemas.ts";

/** One login domain of the context's tenant. */
export const getDomain = query({
  permission: "login_domain.read",
  input: domainInput,
  run: async (ctx, input) =>
    readDescribed(ctx.db, await findClaim(ctx.db, ctx.tenantId, input.domain)),
});
