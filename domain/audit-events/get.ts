import { and, eq, gte, lte } from "drizzle-orm";
import { auditEvents } from "#db/schema/audit-events.ts";
import { notFound } from "#domain/kernel/errors.ts";
import { query } from "#domain/kernel/operation.ts";
import { describeEvent, eventColumns } from "./queries.ts";
import { auditEventInput } from "./schemas.ts";

const HOUR_MS = 3_600_000;

/** One event of the context's tenant, wherever in the log it stands. */
export const getAuditEvent = query({
  permission: "audit_event.read",
  input: auditEventInput,
  run: async (ctx, { id }) => {
    const written = writtenAt(id);
    const [row] = await ctx.db
      .select(eventColumns)
      .from(auditEvents)
      .where(
        and(
          eq(auditEvents.tenantId, ctx.tenantId),
          eq(auditEvents.id, id),
          gte(auditEvents.at, new Date(written - HOUR_MS)),
          lte(auditEvents.at, new Date(written + HOUR_MS)),
        ),
      );
    if (!row) throw notFound("audit_event");
    return describeEvent(row);
  },
});

/**
 * When an event was written, in milliseconds, as its id tells (RFC 9562, section 5.7). The log is cut
 * by time: with it, one small part of one month is looked at. The database's own clock may differ.
 */
function writtenAt(id: string): number {
  return Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
}
