import { and, eq, gte, lt, or, sql } from "drizzle-orm";
import { auditEvents } from "#db/schema/audit-events.ts";
import { wantsTotal } from "#domain/kernel/list.ts";
import { cappedTotal, listPage } from "#domain/kernel/list-page.ts";
import { query } from "#domain/kernel/operation.ts";
import { describeEvent, eventColumns } from "./queries.ts";
import { auditEventList } from "./schemas.ts";

/** The events of the context's tenant, the newest first unless asked otherwise. */
export const listAuditEvents = query({
  permission: "audit_event.read",
  input: auditEventList.input,
  run: async (ctx, input) => {
    const t = auditEvents;
    const at = listPage(input, { at: { by: t.at, kind: "instant" } }, { by: t.id, kind: "uuid" });
    const matching = and(
      eq(t.tenantId, ctx.tenantId),
      input.action ? eq(t.action, input.action) : undefined,
      input.actor ? or(eq(t.actorId, input.actor), eq(t.actorName, input.actor)) : undefined,
      input.target ? or(eq(t.targetId, input.target), eq(t.targetName, input.target)) : undefined,
      input.outcome ? eq(t.outcome, input.outcome) : undefined,
      input.since ? gte(t.at, input.since) : undefined,
      input.until ? lt(t.at, input.until) : undefined,
    );
    const found = await ctx.db
      .select({ ...eventColumns, ...at.key })
      .from(t)
      .where(and(matching, at.where))
      .orderBy(...at.orderBy)
      .limit(at.limit);
    const { rows, ...cursors } = at.cut(found);
    return {
      items: rows.map(describeEvent),
      ...cursors,
      total: wantsTotal(input)
        ? await cappedTotal(ctx.db, sql`select from ${t} where ${matching}`)
        : null,
    };
  },
});
