import { and, desc, eq } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { describeEvent, eventColumns } from "./queries.ts";

const MOST_SHOWN = 20;

/** The latest events that a user did or underwent, the newest first: one index for each part. */
export async function recentEventsOf(db: Database | Tx, tenantId: string, userId: string) {
  const [did, underwent] = [auditEvents.actorId, auditEvents.targetId].map((column) =>
    db
      .select(eventColumns)
      .from(auditEvents)
      .where(and(eq(auditEvents.tenantId, tenantId), eq(column, userId)))
      .orderBy(desc(auditEvents.at), desc(auditEvents.id))
      .limit(MOST_SHOWN),
  );
  const rows = [...((await did) ?? []), ...((await underwent) ?? [])];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...byId.values()]
    .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
    .slice(0, MOST_SHOWN)
    .map(describeEvent);
}
