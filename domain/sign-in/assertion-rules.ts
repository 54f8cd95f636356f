import { servesManyDirectories } from "#domain/identity-providers/readiness.ts";
import type { UpstreamClient } from "#domain/identity-providers/upstream-client.ts";

/** What a provider asserts about the person, from its validated ID token. */
export type UpstreamClaims = {
  issuer: string;
  subject: string;
  email: string | undefined;
  emailVerified: boolean | undefined;
  name: string | undefined;
  /** Entra ID's `tid`. */
  directoryId: string | undefined;
  /** Seconds since the epoch at which the person authenticated upstream (OIDC Core, section 2). */
  authTime: number | undefined;
};

/**
 * Whether the asserted email may be believed. Entra ID sends no `email_verified`, and lets a
 * directory's admin write any address into `email`; so it counts only from a directory that the
 * tenant chose. For everyone else a missing claim is not a verified one.
 */
export function emailIsTrusted(
  claims: UpstreamClaims,
  client: Pick<UpstreamClient, "kind" | "issuer" | "directoryIds" | "trustEmail">,
): boolean {
  if (client.trustEmail || claims.emailVerified === true) return true;
  if (claims.emailVerified === false || client.kind !== "azure-ad") return false;
  if (!servesManyDirectories(client.issuer)) return true;
  // An empty list lets every directory in, so it chose none: anybody's own directory would do.
  return client.directoryIds.length > 0 && directoryIsAllowed(claims, client);
}

/** Whether the person comes from a directory that the provider lets in; no list lets in the issuer's. */
export function directoryIsAllowed(
  claims: Pick<UpstreamClaims, "directoryId">,
  client: Pick<UpstreamClient, "directoryIds">,
): boolean {
  if (client.directoryIds.length === 0) return true;
  const directory = claims.directoryId?.toLowerCase();
  return client.directoryIds.some((allowed) => allowed.toLowerCase() === directory);
}

/** OIDC Core section 3.1.2.1: with `max_age`, an older authentication, or an untold one, is refused. */
export function isFreshEnough(
  claims: Pick<UpstreamClaims, "authTime">,
  maxAgeSeconds: number | undefined,
  nowSeconds: number,
): boolean {
  if (maxAgeSeconds === undefined) return true;
  const clockSkewSeconds = 300;
  return (
    claims.authTime !== undefined &&
    claims.authTime + maxAgeSeconds + clockSkewSeconds >= nowSeconds
  );
}
