import { and, desc, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { signingKeys } from "#db/schema/signing-keys.ts";
import { makeKey } from "./make-key.ts";
import { KEY_SET_MAX_AGE_SECONDS, type SigningAlgorithm, signingAlgorithms } from "./schemas.ts";

/**
 * How long a key stays published once it signs no more. Tokens end after an hour at most; an ID
 * token still says at sign-out whom it was for (RP-initiated logout takes expired ones as hints).
 */
export const OVERLAP_DAYS = 30;

/** A key that was published less long ago than this may be unknown to a cache: twice its age. */
const LEAD_SECONDS = 2 * KEY_SET_MAX_AGE_SECONDS;

const keyColumns = {
  id: signingKeys.id,
  algorithm: signingKeys.algorithm,
  publicJwk: signingKeys.publicJwk,
  sealed: signingKeys.sealed,
  createdAt: signingKeys.createdAt,
  signsFrom: signingKeys.signsFrom,
  expiresAt: signingKeys.expiresAt,
  /** By the database's clock: whether it signs already, should no newer one do. */
  started: sql<boolean>`${signingKeys.signsFrom} <= now()`,
};

/** Every published key, the newest first. */
export async function publishedKeys(db: Database | Tx) {
  return await db
    .select(keyColumns)
    .from(signingKeys)
    .where(or(isNull(signingKeys.expiresAt), sql`${signingKeys.expiresAt} > now()`))
    .orderBy(desc(signingKeys.signsFrom), desc(signingKeys.createdAt), desc(signingKeys.id));
}

export type PublishedKey = Awaited<ReturnType<typeof publishedKeys>>[number];

/** The one key of an algorithm that signs now: the newest that has started. */
export function signingKeyOf(
  keys: readonly PublishedKey[],
  algorithm: SigningAlgorithm,
): PublishedKey | undefined {
  return keys.find((key) => key.algorithm === algorithm && key.started);
}

/** Lets one process at a time decide about keys, until the transaction ends. */
export async function lockKeys(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('gatehouse signing keys'))`);
}

/** Adds a key of an algorithm that signs at once: there is none that could be trusted instead. */
export async function addFirstKey(tx: Tx, algorithm: SigningAlgorithm): Promise<void> {
  const key = await makeKey(algorithm);
  // Stored times are rounded to milliseconds: `now()` itself might still be to come.
  await tx.insert(signingKeys).values({ ...key, signsFrom: sql`now() - interval '1 second'` });
}

/**
 * Adds a key of each algorithm beside those there, which sign until the new ones have been published
 * for long enough, and stay published for as long as something that they signed may be shown.
 */
export async function addSuccessors(tx: Tx): Promise<void> {
  for (const algorithm of signingAlgorithms) {
    const key = await makeKey(algorithm);
    await tx
      .update(signingKeys)
      .set({
        expiresAt: sql`now() + make_interval(secs => ${LEAD_SECONDS}::int, days => ${OVERLAP_DAYS}::int)`,
      })
      .where(and(eq(signingKeys.algorithm, algorithm), isNull(signingKeys.expiresAt)));
    await tx
      .insert(signingKeys)
      .values({ ...key, signsFrom: sql`now() + make_interval(secs => ${LEAD_SECONDS}::int)` });
  }
}

/** Deletes keys that nothing can be signed with any more. Out: how many. */
export async function deleteExpiredKeys(db: Database): Promise<number> {
  const gone = await db
    .delete(signingKeys)
    .where(lt(signingKeys.expiresAt, sql`now()`))
    .returning({ id: signingKeys.id });
  return gone.length;
}
