import { and, desc, eq, gte, lt, or, sql } from "drizzle-orm";
import { z } from "zod";
import { auditEvents } from "#db/schema/audit-events.ts";
import { page, pageInput, readCursor } from "#domain/kernel/list.ts";
import { query } from "#domain/kernel/operation.ts";

const text = z.string().max(200, "At most 200 characters.").optional();
const time = z.iso
  .datetime({ offset: true, error: "Use an ISO 8601 time with a zone, like 2026-01-31T00:00:00Z." })
  .or(z.iso.date())
  .transform((value) => new Date(value))
  .optional();

export const listAuditEventsInput = pageInput.extend({
  action: text,
  /** An actor's id or name. */
  actor: text,
  /** A target's id or name. */
  target: text,
  outcome: z.enum(["success", "denied", "failure"]).optional(),
  since: time,
  until: time,
});

/** The events of the context's tenant, the newest first. */
export const listAuditEvents = query({
  permission: "audit_event.read",
  input: listAuditEventsInput,
  run: async (ctx, input) => {
    const after = readCursor(input.cursor, z.tuple([z.iso.datetime(), z.uuid()]));
    const t = auditEvents;
    const rows = await ctx.db
      .select(eventColumns)
      .from(t)
      .where(
        and(
          eq(t.tenantId, ctx.tenantId),
          input.action ? eq(t.action, input.action) : undefined,
          input.actor ? or(eq(t.actorId, input.actor), eq(t.actorName, input.actor)) : undefined,
          input.target
            ? or(eq(t.targetId, input.target), eq(t.targetName, input.target))
            : undefined,
          input.outcome ? eq(t.outcome, input.outcome) : undefined,
          input.since ? gte(t.at, input.since) : undefined,
          input.until ? lt(t.at, input.until) : undefined,
          after
            ? sql`(${t.at}, ${t.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
            : undefined,
        ),
      )
      .orderBy(desc(t.at), desc(t.id))
      .limit(input.limit + 1);
    const cut = page(rows, input.limit, (row) => [row.at.toISOString(), row.id]);
    return { ...cut, items: cut.items.map(describeEvent) };
  },
});

const eventColumns = {
  id: auditEvents.id,
  at: auditEvents.at,
  action: auditEvents.action,
  actorKind: auditEvents.actorKind,
  actorId: auditEvents.actorId,
  actorName: auditEvents.actorName,
  targetKind: auditEvents.targetKind,
  targetId: auditEvents.targetId,
  targetName: auditEvents.targetName,
  outcome: auditEvents.outcome,
  reason: auditEvents.reason,
  before: auditEvents.before,
  after: auditEvents.after,
  requestId: auditEvents.requestId,
  address: auditEvents.address,
  userAgent: auditEvents.userAgent,
};

type EventRow = { [K in keyof typeof eventColumns]: (typeof auditEvents.$inferSelect)[K] };

function describeEvent(row: EventRow) {
  return {
    id: row.id,
    at: row.at.toISOString(),
    action: row.action,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    target: { kind: row.targetKind, id: row.targetId, name: row.targetName },
    outcome: row.outcome,
    reason: row.reason,
    before: row.before,
    after: row.after,
    requestId: row.requestId,
    address: row.address,
    userAgent: row.userAgent,
  };
}
