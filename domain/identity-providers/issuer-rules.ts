import { invalid } from "#domain/kernel/errors.ts";
import { env } from "#platform/env.ts";

/**
 * Throws `invalid` unless `issuer` may be one: OpenID Connect Discovery 1.0 section 3 wants https
 * without query and fragment; http is for private addresses, where the platform allows those.
 */
export function assertIssuer(issuer: string): void {
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  if (!url) throw invalid({ issuer: "Enter a full address, like https://login.company.com." });
  const schemes = env.PRIVATE_UPSTREAMS ? ["https:", "http:"] : ["https:"];
  if (!schemes.includes(url.protocol)) throw invalid({ issuer: "An issuer starts with https://." });
  if (url.username || url.password || url.search || url.hash) {
    throw invalid({ issuer: "An issuer has no user name, query or fragment." });
  }
}
