import { and, eq, exists, inArray, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { database } from "#db/client.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { oidcRecords } from "#db/schema/oidc-records.ts";
import { oidcTokens } from "#db/schema/oidc-tokens.ts";
import { sessions } from "#db/schema/sessions.ts";

const BATCH = 5_000;

/**
 * Frees the room of what counts no more, a batch at a time so that no lock is held for long. A code
 * that was used stays for a day after its end, so that showing it again still ends its family; a
 * refresh token, as long as its family. Out: how many rows went.
 */
export async function forgetOldGrants(): Promise<{
  grants: number;
  tokens: number;
  records: number;
}> {
  const dayAgo = sql`now() - interval '1 day'`;
  const hourAgo = sql`now() - interval '1 hour'`;
  // An answer that is just being written may still refer to what was revoked a moment ago.
  const over = or(lt(oidcGrants.expiresAt, hourAgo), lt(oidcGrants.revokedAt, hourAgo));
  const ofOver = exists(
    database()
      .select({ id: oidcGrants.id })
      .from(oidcGrants)
      .where(
        and(
          eq(oidcGrants.tenantId, oidcTokens.tenantId),
          eq(oidcGrants.id, oidcTokens.grantId),
          over,
        ),
      ),
  );
  return {
    records: await forget(oidcRecords, oidcRecords.hash, lt(oidcRecords.expiresAt, hourAgo)),
    tokens:
      (await forget(oidcTokens, oidcTokens.hash, lt(oidcTokens.expiresAt, dayAgo))) +
      (await forget(oidcTokens, oidcTokens.hash, ofOver)),
    grants: await forget(
      oidcGrants,
      oidcGrants.id,
      // While its session is there, the grant says which client to tell of the session's end.
      and(isNull(oidcGrants.sessionId), over),
    ),
  };
}

async function forget(table: PgTable, id: PgColumn, old: SQL | undefined): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const some = database().select({ id }).from(table).where(old).limit(BATCH);
    const gone = await database()
      .delete(table)
      .where(and(old, inArray(id, some)))
      .returning({ id });
    forgotten += gone.length;
    if (gone.length < BATCH) return forgotten;
  }
}

/**
 * Lets grants that outlive their session's age go on without it. Before sessions past their end are
 * deleted, which would take these grants along as an end on purpose does.
 */
export async function detachOfflineGrants(): Promise<void> {
  await database()
    .update(oidcGrants)
    .set({ sessionId: null })
    .from(sessions)
    .where(
      and(
        eq(oidcGrants.offline, true),
        eq(sessions.tenantId, oidcGrants.tenantId),
        eq(sessions.id, oidcGrants.sessionId),
        lt(sessions.expiresAt, sql`now()`),
      ),
    );
}
