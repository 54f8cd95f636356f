import { and, eq } from "drizzle-orm";
import { ssoClients } from "#db/schema/sso-clients.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { describeSsoClient, findSsoClient, snapshotOf } from "./queries.ts";
import { ssoClientKeyInput } from "./schemas.ts";

/** Deletes an SSO client with its secrets. Its id is never given out again, and its events stay. */
export const deleteSsoClient = mutation({
  permission: "sso_client.delete",
  input: ssoClientKeyInput,
  run: async (ctx, { clientId }) => {
    const row = await findSsoClient(ctx.tx, ctx.tenantId, clientId, true);
    await ctx.tx
      .delete(ssoClients)
      .where(and(eq(ssoClients.tenantId, ctx.tenantId), eq(ssoClients.id, row.id)));
    return {
      result: describeSsoClient(row),
      audit: {
        action: "sso_client.delete",
        target: { kind: "sso_client", id: row.id, name: row.name },
        before: snapshotOf(row),
      },
      stale: [`sso_client:${row.id}`],
    };
  },
});
