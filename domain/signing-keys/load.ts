import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import { notifyOnCommit } from "#db/channel.ts";
import { database } from "#db/client.ts";
import { type LiveCache, liveCache } from "#db/live-cache.ts";
import type { PublicJwk } from "#db/schema/signing-keys.ts";
import { writeAudit } from "#domain/kernel/audit.ts";
import { PLATFORM_TENANT_ID, systemContext } from "#domain/kernel/context.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { singleton } from "#platform/singleton.ts";
import { openKey } from "./make-key.ts";
import {
  addFirstKey,
  lockKeys,
  type PublishedKey,
  publishedKeys,
  signingKeyOf,
} from "./queries.ts";
import { type SigningAlgorithm, signingAlgorithms } from "./schemas.ts";

export type LoadedKey = {
  id: string;
  algorithm: SigningAlgorithm;
  publicJwk: PublicJwk;
  publicKey: KeyObject;
  privateKey: KeyObject;
};

export type KeyRing = {
  /** Changes whenever a key comes, goes or begins to sign. */
  version: string;
  /** Of each algorithm the key that signs first, then the other published ones. */
  keys: readonly LoadedKey[];
};

/** How late a process may notice that a key has begun to sign; keys are published for hours before. */
const CACHE_SECONDS = 60;

const privateJwk = z.record(z.string(), z.string());

const cache = (): LiveCache<KeyRing> =>
  singleton("signing-keys", () =>
    liveCache<KeyRing>({
      max: 1,
      ttlSeconds: CACHE_SECONDS,
      tags: () => ["signing_key:all"],
    }),
  );

/**
 * The keys of the platform, opened. The first process that needs them makes them, whoever else asks
 * at the same time. Throws `unavailable` when the database is away, `SealError` when a key does not
 * open.
 */
export async function loadSigningKeys(): Promise<KeyRing> {
  try {
    return await cache().get("all", readKeyRing);
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

async function readKeyRing(): Promise<KeyRing> {
  const published = await publishedKeys(database());
  const complete = signingAlgorithms.every((algorithm) => signingKeyOf(published, algorithm));
  return ringOf(complete ? published : await makeMissingKeys());
}

async function makeMissingKeys(): Promise<readonly PublishedKey[]> {
  return await database().transaction(async (tx) => {
    await lockKeys(tx);
    const before = await publishedKeys(tx);
    const missing = signingAlgorithms.filter((algorithm) => !signingKeyOf(before, algorithm));
    if (missing.length === 0) return before;
    for (const algorithm of missing) await addFirstKey(tx, algorithm);
    const target = { kind: "signing_key", id: "signing_keys", name: "signing keys" };
    const after = await publishedKeys(tx);
    await writeAudit(
      systemContext("key-rotation", PLATFORM_TENANT_ID),
      [
        {
          action: "signing_key.rotate",
          target,
          reason: "first use",
          after: { keys: after.map((key) => key.id) },
        },
      ],
      tx,
    );
    await notifyOnCommit(tx, ["signing_key:all"]);
    return after;
  });
}

function ringOf(published: readonly PublishedKey[]): KeyRing {
  const signing = signingAlgorithms.flatMap(
    (algorithm) => signingKeyOf(published, algorithm) ?? [],
  );
  const ordered = [...signing, ...published.filter((key) => !signing.includes(key))];
  return { version: ordered.map((key) => key.id).join(" "), keys: ordered.map(open) };
}

function open(key: PublishedKey): LoadedKey {
  const known = singleton("opened-signing-keys", () => new Map<string, LoadedKey>());
  const existing = known.get(key.id);
  if (existing) return existing;
  const jwk = privateJwk.parse(JSON.parse(openKey(key.id, key.sealed).reveal()));
  const opened: LoadedKey = {
    id: key.id,
    algorithm: key.algorithm,
    publicJwk: key.publicJwk,
    publicKey: createPublicKey({ key: { ...key.publicJwk }, format: "jwk" }),
    privateKey: createPrivateKey({ key: jwk, format: "jwk" }),
  };
  known.set(key.id, opened);
  return opened;
}
