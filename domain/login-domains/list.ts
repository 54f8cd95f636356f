import { and, eq, ilike, sql } from "drizzle-orm";
import { loginDomains } from "#db/schema/login-domains.ts";
import { openMovesOf } from "#domain/domain-moves/open-moves.ts";
import { wantsTotal } from "#domain/kernel/list.ts";
import { cappedTotal, containing, listPage } from "#domain/kernel/list-page.ts";
import { query } from "#domain/kernel/operation.ts";
import { describeDomain, domainColumns, providersOf } from "./queries.ts";
import { domainList } from "./schemas.ts";

/** The login domains of the context's tenant. */
export const listDomains = query({
  permission: "login_domain.read",
  input: domainList.input,
  run: async (ctx, input) => {
    const at = listPage(
      input,
      {
        domain: { by: loginDomains.domain, kind: "text" },
        status: { by: loginDomains.status, kind: "text" },
        createdAt: { by: loginDomains.createdAt, kind: "instant" },
        verifiedAt: {
          by: sql`coalesce(${loginDomains.verifiedAt}, '-infinity'::timestamptz)`,
          kind: "instant",
        },
      },
      { by: loginDomains.domain, kind: "text" },
    );
    const matching = and(
      eq(loginDomains.tenantId, ctx.tenantId),
      input.search ? ilike(loginDomains.domain, containing(input.search)) : undefined,
      input.status ? eq(loginDomains.status, input.status) : undefined,
    );
    const found = await ctx.db
      .select({ ...domainColumns, ...at.key })
      .from(loginDomains)
      .where(and(matching, at.where))
      .orderBy(...at.orderBy)
      .limit(at.limit);
    const providers = await providersOf(ctx.db, ctx.tenantId);
    const { rows, ...cursors } = at.cut(found);
    const moves = await openMovesOf(
      ctx.db,
      ctx.tenantId,
      rows.map((row) => row.domain),
    );
    return {
      items: rows.map((row) => describeDomain(row, providers, moves.get(row.domain))),
      ...cursors,
      total: wantsTotal(input)
        ? await cappedTotal(ctx.db, sql`select from ${loginDomains} where ${matching}`)
        : null,
    };
  },
});
