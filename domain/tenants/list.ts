import { and, asc, gt, ne } from "drizzle-orm";
import { z } from "zod";
import { tenants } from "#db/schema/tenants.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { page, pageInput, readCursor } from "#domain/kernel/list.ts";
import { query } from "#domain/kernel/operation.ts";
import { tenantColumns } from "./queries.ts";

/** Every tenant of the platform, by slug. */
export const listTenants = query({
  permission: "tenant.list",
  input: pageInput,
  run: async (ctx, input) => {
    const after = readCursor(input.cursor, z.tuple([z.string()]));
    const rows = await ctx.db
      .select(tenantColumns)
      .from(tenants)
      .where(
        and(ne(tenants.id, PLATFORM_TENANT_ID), after ? gt(tenants.slug, after[0]) : undefined),
      )
      .orderBy(asc(tenants.slug))
      .limit(input.limit + 1);
    return page(rows, input.limit, (row) => [row.slug]);
  },
});
