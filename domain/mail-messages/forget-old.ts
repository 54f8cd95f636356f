import { and, lt, ne, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { mailMessages } from "#db/schema/mail-messages.ts";

/**
 * Deletes messages that went out more than 30 days ago; what still waits stays. Out: how many.
 */
export async function forgetOldMail(): Promise<number> {
  const gone = await database()
    .delete(mailMessages)
    .where(
      and(
        ne(mailMessages.status, "queued"),
        lt(mailMessages.createdAt, sql`now() - interval '30 days'`),
      ),
    )
    .returning({ id: mailMessages.id });
  return gone.length;
}
