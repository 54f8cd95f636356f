import { and, eq, inArray } from "drizzle-orm";
import { users } from "#db/schema/users.ts";
import { query } from "#domain/kernel/operation.ts";
import { findPolicy, versioned } from "./queries.ts";
import { policyKeyInput } from "./schemas.ts";

/** One policy of the context's tenant, and who the people are that it names. */
export const getPolicy = query({
  permission: "policy.read",
  input: policyKeyInput,
  run: async (ctx, { id }) => {
    const row = await findPolicy(ctx.db, ctx.tenantId, id);
    const people =
      row.userIds.length === 0
        ? []
        : await ctx.db
            .select({ id: users.id, email: users.email, name: users.name })
            .from(users)
            .where(and(eq(users.tenantId, ctx.tenantId), inArray(users.id, row.userIds)))
            .orderBy(users.email);
    return { ...versioned(row), people };
  },
});
