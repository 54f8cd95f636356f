import { sql } from "drizzle-orm";
import { database } from "#db/client.ts";

const MONTHS_AHEAD = 3;

/**
 * Makes the audit log's partitions for the coming months, through the owner's own function. Without
 * them no event could be written, and so nothing be changed.
 */
export async function extendAuditLog(): Promise<void> {
  await database().execute(sql`select ensure_audit_partitions(${MONTHS_AHEAD})`);
}
