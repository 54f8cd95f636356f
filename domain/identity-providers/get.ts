import { query } from "#domain/kernel/operation.ts";
import { versionOf } from "#domain/kernel/version.ts";
import { describeProvider, editableOf, findProvider, secretsOf } from "./queries.ts";
import { redirectUriOf } from "./redirect-uri.ts";
import { providerKeyInput } from "./schemas.ts";

/**
 * One provider of the context's tenant, with the very callback that it is sent, and its
 * version.
 */
export const getProvider = query({
  permission: "identity_provider.read",
  input: providerKeyInput,
  run: async (ctx, { provider }) => {
    const row = await findProvider(ctx.db, ctx.tenantId, provider);
    const secrets = await secretsOf(ctx.db, ctx.tenantId, row.id);
    return {
      ...describeProvider(row, secrets),
      redirectUri: redirectUriOf(row.kind),
      version: versionOf(editableOf(row, secrets)),
    };
  },
});
