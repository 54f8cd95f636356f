import { query } from "#domain/kernel/operation.ts";
import { type PublishedKey, publishedKeys, signingKeyOf } from "./queries.ts";
import { listSigningKeysInput, type SigningKey } from "./schemas.ts";

/** The published signing keys, the newest first. No secret is among what it tells. */
export const listSigningKeys = query({
  permission: "signing_key.read",
  input: listSigningKeysInput,
  run: async (ctx) => ({ items: describeKeys(await publishedKeys(ctx.db)) }),
});

/** The keys as people and programs see them. */
export function describeKeys(keys: readonly PublishedKey[]): SigningKey[] {
  return keys.map((key) => ({
    id: key.id,
    algorithm: key.algorithm,
    state: stateOf(key, keys),
    createdAt: key.createdAt.toISOString(),
    signsFrom: key.signsFrom.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
  }));
}

function stateOf(key: PublishedKey, keys: readonly PublishedKey[]): SigningKey["state"] {
  if (!key.started) return "next";
  return signingKeyOf(keys, key.algorithm) === key ? "signing" : "old";
}
