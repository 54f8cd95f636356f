import { and, eq, ilike, sql } from "drizzle-orm";
import { policies } from "#db/schema/policies.ts";
import { wantsTotal } from "#domain/kernel/list.ts";
import { cappedTotal, containing, listPage } from "#domain/kernel/list-page.ts";
import { query } from "#domain/kernel/operation.ts";
import { describePolicy, policyColumns } from "./queries.ts";
import { policyList } from "./schemas.ts";

/** The policies of the context's tenant. */
export const listPolicies = query({
  permission: "policy.read",
  input: policyList.input,
  run: async (ctx, input) => {
    const at = listPage(
      input,
      {
        name: { by: policies.name, kind: "text" },
        createdAt: { by: policies.createdAt, kind: "instant" },
        updatedAt: { by: policies.updatedAt, kind: "instant" },
      },
      { by: policies.id, kind: "uuid" },
    );
    const matching = and(
      eq(policies.tenantId, ctx.tenantId),
      input.search ? ilike(policies.name, containing(input.search)) : undefined,
      input.effect ? eq(policies.effect, input.effect) : undefined,
      input.enabled ? eq(policies.enabled, input.enabled === "true") : undefined,
    );
    const found = await ctx.db
      .select({ ...policyColumns, ...at.key })
      .from(policies)
      .where(and(matching, at.where))
      .orderBy(...at.orderBy)
      .limit(at.limit);
    const { rows, ...cursors } = at.cut(found);
    return {
      items: rows.map(({ sortKey: _, tieKey: __, ...row }) => describePolicy(row)),
      ...cursors,
      total: wantsTotal(input)
        ? await cappedTotal(ctx.db, sql`select from ${policies} where ${matching}`)
        : null,
    };
  },
});
