import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "#db/schema/users.ts";
import { page, pageInput, readCursor } from "#domain/kernel/list.ts";
import { query } from "#domain/kernel/operation.ts";
import { userColumns } from "./queries.ts";

/** The users of the context's tenant, by email. */
export const listUsers = query({
  permission: "user.read",
  input: pageInput,
  run: async (ctx, input) => {
    const after = readCursor(input.cursor, z.tuple([z.string(), z.uuid()]));
    const rows = await ctx.db
      .select(userColumns)
      .from(users)
      .where(
        and(
          eq(users.tenantId, ctx.tenantId),
          after ? sql`(${users.email}, ${users.id}) > (${after[0]}, ${after[1]}::uuid)` : undefined,
        ),
      )
      .orderBy(asc(users.email), asc(users.id))
      .limit(input.limit + 1);
    return page(rows, input.limit, (row) => [row.email, row.id]);
  },
});
