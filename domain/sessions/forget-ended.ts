import { inArray, lt, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { detachOfflineGrants } from "#domain/grants/forget-old.ts";

const BATCH = 5_000;

/**
 * Deletes sessions past their end, a batch at a time so that no lock is held for long. They were
 * refused already: this only frees the room. Out: how many.
 */
export async function forgetEndedSessions(): Promise<number> {
  await detachOfflineGrants();
  let forgotten = 0;
  for (;;) {
    const ended = database()
      .select({ id: sessions.id })
      .from(sessions)
      .where(lt(sessions.expiresAt, sql`now()`))
      .limit(BATCH);
    const gone = await database()
      .delete(sessions)
      .where(inArray(sessions.id, ended))
      .returning({ id: sessions.id });
    forgotten += gone.length;
    if (gone.length < BATCH) return forgotten;
  }
}
