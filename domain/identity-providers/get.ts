import { query } from "#domain/kernel/operation.ts";
import { describeProvider, findProvider, secretsOf } from "./queries.ts";
import { redirectUriOf } from "./redirect-uri.ts";
import { providerKeyInput } from "./schemas.ts";

/** One provider of the context's tenant, with the very callback that it is sent. */
export const getProvider = query({
  permission: "identity_provider.read",
  input: providerKeyInput,
  run: async (ctx, { provider }) => {
    const row = await findProvider(ctx.db, ctx.tenantId, provider);
    const described = describeProvider(row, await secretsOf(ctx.db, ctx.tenantId, row.id));
    return { ...described, redirectUri: redirectUriOf(row.kind) };
  },
});
