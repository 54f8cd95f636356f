import { and, lt, ne, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { logoutDeliveries } from "#db/schema/logout-deliveries.ts";

/** Deletes what was delivered or given up and is older than 30 days. Out: how many. */
export async function forgetOldLogouts(): Promise<number> {
  const gone = await database()
    .delete(logoutDeliveries)
    .where(
      and(
        ne(logoutDeliveries.state, "pending"),
        lt(logoutDeliveries.createdAt, sql`now() - interval '30 days'`),
      ),
    )
    .returning({ id: logoutDeliveries.id });
  return gone.length;
}
