import { sql } from "drizzle-orm";
import { database } from "#db/client.ts";

const MONTHS_AHEAD = 3;

/**
 * Makes the audit log's partitions for the months to come. Out: how many it made. Without one an
 * event cannot be written, and what it would tell of does not happen.
 */
export async function ensureAuditPartitions(): Promise<number> {
  const [row] = await database().execute<{ made: number }>(
    sql`select ensure_audit_partitions(${MONTHS_AHEAD}) as made`,
  );
  return row?.made ?? 0;
}
