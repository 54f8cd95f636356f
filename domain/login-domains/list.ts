import { and, asc, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { loginDomains } from "#db/schema/login-domains.ts";
import { page, pageInput, readCursor } from "#domain/kernel/list.ts";
import { query } from "#domain/kernel/operation.ts";
import { describeDomain, domainColumns, providersOf } from "./queries.ts";

/** The login domains of the context's tenant, by name. */
export const listDomains = query({
  permission: "login_domain.read",
  input: pageInput,
  run: async (ctx, input) => {
    const after = readCursor(input.cursor, z.tuple([z.string()]));
    const rows = await ctx.db
      .select(domainColumns)
      .from(loginDomains)
      .where(
        and(
          eq(loginDomains.tenantId, ctx.tenantId),
          after ? gt(loginDomains.domain, after[0]) : undefined,
        ),
      )
      .orderBy(asc(loginDomains.domain))
      .limit(input.limit + 1);
    const providers = await providersOf(ctx.db, ctx.tenantId);
    const cut = page(rows, input.limit, (row) => [row.domain]);
    return { ...cut, items: cut.items.map((row) => describeDomain(row, providers)) };
  },
});
