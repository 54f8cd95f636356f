import { env } from "#platform/env.ts";
import { isLoopbackHost } from "#platform/env-values.ts";
import { safeFetch } from "#platform/safe-fetch.ts";
import type { UpstreamClient } from "./upstream-client.ts";

const TIMEOUT_MS = 8_000;
const MAX_BYTES = 262_144;

export type ProviderFetch = (url: string, init?: RequestInit) => Promise<Response>;

/**
 * `fetch` for one provider's endpoints: 8 seconds and 256 KiB a request, no private addresses but
 * where the installation allows them. Throws `SafeFetchError`.
 */
export function providerFetch(client: Pick<UpstreamClient, "issuer">): ProviderFetch {
  const options = {
    allowPrivate: env.PRIVATE_UPSTREAMS || isOperatorsLoopback(client.issuer),
    maxBytes: MAX_BYTES,
    timeoutMs: TIMEOUT_MS,
  };
  return (url, init) => safeFetch(url, init, options);
}

/** The operator names vendor issuers in the environment; nobody can type themselves one of these. */
function isOperatorsLoopback(issuer: string): boolean {
  const asked = URL.parse(issuer);
  if (!asked || !isLoopbackHost(asked.hostname)) return false;
  return [env.GOOGLE_OAUTH_ISSUER, env.MICROSOFT_OAUTH_ISSUER].some(
    (vendor) => URL.parse(vendor)?.origin === asked.origin,
  );
}
