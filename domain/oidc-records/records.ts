import { and, eq, isNull, lte, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "#db/client.ts";
import { oidcRecords } from "#db/schema/oidc-records.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { sha256 } from "#platform/hash.ts";
import { decryptUnder, encryptUnder } from "./cipher.ts";

export type RecordKind = "Session" | "Interaction" | "PushedAuthorizationRequest" | "SsoRequest";

type Payload = Record<string, unknown>;

const storedPayload = z.record(z.string(), z.unknown());

export type FoundRecord = {
  payload: Payload;
  /** By the database's clock. */
  secondsLeft: number;
  consumed: boolean;
  createdAt: Date;
};

const at = (kind: RecordKind, id: string) =>
  and(eq(oidcRecords.kind, kind), eq(oidcRecords.hash, sha256(id)));

/** Stores a record under its id; one that is there already is replaced. Throws `unavailable`. */
export async function saveRecord(
  kind: RecordKind,
  id: string,
  payload: Payload,
  lifetimeSeconds: number,
): Promise<void> {
  const set = {
    payload: encryptUnder(id, kind, JSON.stringify(payload)),
    expiresAt: sql`now() + make_interval(secs => ${lifetimeSeconds}::int)`,
  };
  await translated(
    database()
      .insert(oidcRecords)
      .values({ kind, hash: sha256(id), ...set })
      .onConflictDoUpdate({ target: [oidcRecords.kind, oidcRecords.hash], set }),
  );
}

/** The record of that id while it lasts, by the database's clock, or null. Throws `unavailable`. */
export async function findRecord(kind: RecordKind, id: string): Promise<FoundRecord | null> {
  const [row] = await translated(
    database()
      .select({
        payload: oidcRecords.payload,
        secondsLeft: sql<number>`extract(epoch from ${oidcRecords.expiresAt} - now())::float8`,
        consumed: sql<boolean>`${oidcRecords.consumedAt} is not null`,
        createdAt: oidcRecords.createdAt,
      })
      .from(oidcRecords)
      .where(and(at(kind, id), sql`${oidcRecords.expiresAt} > now()`)),
  );
  if (!row) return null;
  const payload = storedPayload.parse(JSON.parse(decryptUnder(id, kind, row.payload)));
  return { ...row, payload };
}

/** Forgets a record. */
export async function deleteRecord(kind: RecordKind, id: string): Promise<void> {
  await translated(database().delete(oidcRecords).where(at(kind, id)));
}

/** Uses a record up. Out: whether it was this call that did; of many at once exactly one does. */
export async function consumeRecord(kind: RecordKind, id: string): Promise<boolean> {
  const used = await translated(
    database()
      .update(oidcRecords)
      .set({ consumedAt: sql`now()` })
      .where(and(at(kind, id), isNull(oidcRecords.consumedAt)))
      .returning({ kind: oidcRecords.kind }),
  );
  return used.length === 1;
}

/**
 * Notes that a proof was shown (a client assertion, a DPoP proof). Out: whether it is the first time;
 * of many at once exactly one hears so.
 */
export async function isFirstUse(proof: string, lifetimeSeconds: number): Promise<boolean> {
  const expiresAt = sql`now() + make_interval(secs => ${lifetimeSeconds}::int)`;
  const noted = await translated(
    database()
      .insert(oidcRecords)
      .values({
        kind: "ReplayDetection",
        hash: sha256(proof),
        payload: Buffer.alloc(0),
        expiresAt,
      })
      .onConflictDoUpdate({
        target: [oidcRecords.kind, oidcRecords.hash],
        set: { expiresAt },
        setWhere: lte(oidcRecords.expiresAt, sql`now()`),
      })
      .returning({ kind: oidcRecords.kind }),
  );
  return noted.length === 1;
}

async function translated<T>(work: PromiseLike<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
