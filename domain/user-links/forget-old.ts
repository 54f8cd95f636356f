import { lt, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { userLinks } from "#db/schema/user-links.ts";

/** Deletes links that expired more than 30 days ago; until then they show who was invited. */
export async function forgetOldUserLinks(): Promise<number> {
  const gone = await database()
    .delete(userLinks)
    .where(lt(userLinks.expiresAt, sql`now() - interval '30 days'`))
    .returning({ id: userLinks.id });
  return gone.length;
}
