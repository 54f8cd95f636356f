import { query } from "#domain/kernel/operation.ts";
import { findSsoClient, liveSecretsOf, versioned } from "./queries.ts";
import { ssoClientKeyInput } from "./schemas.ts";

/** One SSO client of the context's tenant, and since when which of its secrets work. */
export const getSsoClient = query({
  permission: "sso_client.read",
  input: ssoClientKeyInput,
  run: async (ctx, { clientId }) => {
    const row = await findSsoClient(ctx.db, ctx.tenantId, clientId);
    const secrets = await liveSecretsOf(ctx.db, ctx.tenantId, row.id);
    return {
      ...versioned(row),
      secrets: secrets.map(({ createdAt, retiresAt }) => ({
        createdAt: createdAt.toISOString(),
        retiresAt: retiresAt?.toISOString() ?? null,
      })),
    };
  },
});
