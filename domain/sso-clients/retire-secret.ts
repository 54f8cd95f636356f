import { and, eq, ne } from "drizzle-orm";
import { ssoClientSecrets } from "#db/schema/sso-clients.ts";
import { conflict } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { findSsoClient, liveSecretsOf, versioned } from "./queries.ts";
import { ssoClientKeyInput } from "./schemas.ts";

/** Ends every secret of a client but the newest, at once. Throws `conflict` when there is no old one. */
export const retireSsoClientSecret = mutation({
  permission: "sso_client.update",
  input: ssoClientKeyInput,
  run: async (ctx, { clientId }) => {
    const row = await findSsoClient(ctx.tx, ctx.tenantId, clientId, true);
    const live = await liveSecretsOf(ctx.tx, ctx.tenantId, row.id);
    const [newest, ...old] = live;
    if (!newest || old.length === 0) throw conflict("There is no older secret to retire.");
    await ctx.tx
      .delete(ssoClientSecrets)
      .where(
        and(
          eq(ssoClientSecrets.tenantId, ctx.tenantId),
          eq(ssoClientSecrets.ssoClientId, row.id),
          ne(ssoClientSecrets.id, newest.id),
        ),
      );
    return {
      result: versioned(row),
      audit: {
        action: "sso_client.retire_secret",
        target: { kind: "sso_client", id: row.id, name: row.name },
        before: { liveSecrets: live.length },
        after: { liveSecrets: 1 },
      },
      stale: [`sso_client:${row.id}`],
    };
  },
});
