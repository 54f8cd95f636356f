import { and, eq } from "drizzle-orm";
import { users } from "#db/schema/users.ts";
import { notFound } from "#domain/kernel/errors.ts";
import { query } from "#domain/kernel/operation.ts";
import { userColumns, userVersion } from "./queries.ts";
import { userIdInput } from "./schemas.ts";

/** One user of the context's tenant, with the version. */
export const getUser = query({
  permission: "user.read",
  input: userIdInput,
  run: async (ctx, { id }) => {
    const [row] = await ctx.db
      .select(userColumns)
      .from(users)
      .where(and(eq(users.tenantId, ctx.tenantId), eq(users.id, id)));
    if (!row) throw notFound("user");
    return { ...row, version: userVersion(row) };
  },
});
