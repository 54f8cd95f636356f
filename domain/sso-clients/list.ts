import { and, arrayContains, eq, ilike, or, sql } from "drizzle-orm";
import { ssoClients } from "#db/schema/sso-clients.ts";
import { wantsTotal } from "#domain/kernel/list.ts";
import { cappedTotal, containing, listPage } from "#domain/kernel/list-page.ts";
import { query } from "#domain/kernel/operation.ts";
import { describeSsoClient, ssoClientColumns } from "./queries.ts";
import { ssoClientList } from "./schemas.ts";

/** The SSO clients of the context's tenant, by name unless asked otherwise. */
export const listSsoClients = query({
  permission: "sso_client.read",
  input: ssoClientList.input,
  run: async (ctx, input) => {
    const at = listPage(
      input,
      {
        name: { by: ssoClients.name, kind: "text" },
        createdAt: { by: ssoClients.createdAt, kind: "instant" },
        updatedAt: { by: ssoClients.updatedAt, kind: "instant" },
        lastUsedAt: {
          by: sql`coalesce(${ssoClients.lastUsedAt}, '-infinity'::timestamptz)`,
          kind: "instant",
        },
      },
      { by: ssoClients.id, kind: "uuid" },
    );
    const matching = and(
      eq(ssoClients.tenantId, ctx.tenantId),
      input.search
        ? or(
            ilike(ssoClients.name, containing(input.search)),
            eq(ssoClients.clientId, input.search),
          )
        : undefined,
      input.type ? eq(ssoClients.type, input.type) : undefined,
      input.enabled ? eq(ssoClients.enabled, input.enabled === "true") : undefined,
      input.tag ? arrayContains(ssoClients.tags, [input.tag]) : undefined,
    );
    const found = await ctx.db
      .select({ ...ssoClientColumns, ...at.key })
      .from(ssoClients)
      .where(and(matching, at.where))
      .orderBy(...at.orderBy)
      .limit(at.limit);
    const { rows, ...cursors } = at.cut(found);
    return {
      items: rows.map(({ sortKey: _, tieKey: __, ...row }) => describeSsoClient(row)),
      ...cursors,
      total: wantsTotal(input)
        ? await cappedTotal(ctx.db, sql`select from ${ssoClients} where ${matching}`)
        : null,
    };
  },
});
