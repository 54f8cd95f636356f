import type { JWTVerifyGetKey } from "jose";
import { singleton } from "#platform/singleton.ts";
import { type ProviderDocument, readDocument } from "./provider-document.ts";
import { type ProviderFetch, providerFetch } from "./provider-fetch.ts";
import { remoteKeys } from "./provider-keys.ts";
import type { UpstreamClient } from "./upstream-client.ts";

const TTL_MS = 300_000;
const MOST_KNOWN = 1_000;

/** What is known about an issuer, whoever its client is. */
export type KnownProvider = {
  document: ProviderDocument;
  keys: JWTVerifyGetKey;
  fetch: ProviderFetch;
};

type Entry = { until: number; provider: Promise<KnownProvider> };

/**
 * The checked discovery document and the keys of `client`'s issuer, kept for five minutes; askers
 * at the same time share one request, and a failure is not kept. Throws `ProviderProblem`.
 */
export async function knownProvider(
  client: Pick<UpstreamClient, "issuer" | "kind">,
): Promise<KnownProvider> {
  const known = singleton("known-providers", () => new Map<string, Entry>());
  const key = `${client.kind} ${client.issuer}`;
  const existing = known.get(key);
  if (existing && existing.until > Date.now()) return existing.provider;

  const entry = { until: Date.now() + TTL_MS, provider: learn(client) };
  known.delete(key);
  known.set(key, entry);
  const [oldest] = known.keys();
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  try {
    return await entry.provider;
  } catch (error) {
    if (known.get(key) === entry) known.delete(key);
    throw error;
  }
}

async function learn(client: Pick<UpstreamClient, "issuer" | "kind">): Promise<KnownProvider> {
  const fetch = providerFetch(client);
  const document = await readDocument(client, fetch);
  return { document, keys: remoteKeys(document, fetch), fetch };
}
