import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { tenants } from "#db/schema/tenants.ts";
import { users } from "#db/schema/users.ts";
import { unauthenticated } from "#domain/kernel/errors.ts";
import { query } from "#domain/kernel/operation.ts";
import { versionOf } from "#domain/kernel/version.ts";

/** The signed-in person's own name, and whether they have a password and may sign in by it. */
export const getOwnAccount = query({
  permission: "account.read",
  input: z.object({}),
  run: async (ctx) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw unauthenticated();
    const [row] = await ctx.db
      .select({
        name: users.name,
        email: users.email,
        hasPassword: sql<boolean>`${users.passwordHash} is not null`,
        ssoEnforced: tenants.ssoEnforced,
      })
      .from(users)
      .innerJoin(tenants, eq(tenants.id, users.tenantId))
      .where(and(eq(users.tenantId, actor.tenantId), eq(users.id, actor.userId)));
    if (!row) throw unauthenticated();
    return { ...row, version: versionOf({ name: row.name }) };
  },
});
