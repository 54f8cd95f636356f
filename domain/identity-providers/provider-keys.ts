import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from "jose";
import { z } from "zod";
import type { ProviderDocument } from "./provider-document.ts";
import type { ProviderFetch } from "./provider-fetch.ts";
import { ProviderProblem, requestProblem } from "./provider-problem.ts";
import type { UpstreamClient } from "./upstream-client.ts";

const CLOCK_TOLERANCE_SECONDS = 30;
/** Entra ID writes directory ids like this into `tid`; nothing else may fill an issuer's placeholder. */
const directoryId = z.guid();

/**
 * The provider's keys, fetched when first needed and again whenever a token names a key that is not
 * among them. Tokens come from the provider itself, so that needs no pause between two fetches.
 */
export function remoteKeys(document: ProviderDocument, fetch: ProviderFetch): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(new URL(document.keysAddress), {
    cooldownDuration: 0,
    [customFetch]: (url, { method, headers, redirect }) =>
      fetch(url, { method, headers, redirect }),
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) throw error;
      const what = `The key set at ${document.keysAddress}`;
      if (!(error instanceof errors.JOSEError)) throw requestProblem("keys", what, error);
      throw new ProviderProblem("keys", `${what} cannot be used: ${error.message}.`, error);
    }
  };
}

/**
 * Verifies an ID token's signature, algorithm, audience, times and issuer (OpenID Connect Core
 * section 3.1.3.7); out: its claims. The nonce is the caller's to compare. Throws `ProviderProblem`.
 */
export async function verifyIdToken(
  idToken: string,
  client: UpstreamClient,
  document: ProviderDocument,
  keys: JWTVerifyGetKey,
): Promise<JWTPayload & { iss: string }> {
  const { payload } = await jwtVerify(idToken, keys, {
    algorithms: document.algorithms,
    audience: client.clientId,
    requiredClaims: ["iss", "sub", "exp", "iat"],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
  }).catch((error: unknown) => {
    if (error instanceof ProviderProblem) throw error;
    const why = error instanceof errors.JOSEError ? `${error.message} (${error.code})` : "unknown";
    throw refused(why, error);
  });
  const issuer = issuerOfToken(payload, client, document);
  if (payload.iss !== issuer) throw refused(`its issuer is not ${issuer}`);
  return { ...payload, iss: issuer };
}

/** The issuer that this token must have: for Entra ID its directory's, which must be allowed. */
function issuerOfToken(
  claims: JWTPayload,
  client: UpstreamClient,
  document: ProviderDocument,
): string {
  if (client.kind !== "azure-ad") return document.issuer;
  const directory = directoryId.safeParse(claims["tid"]).data;
  if (!directory) throw refused("it names no directory");
  const allowed = client.directoryIds.map((id) => id.toLowerCase());
  // Only the platform's own client may be open to every directory.
  const isAllowed =
    allowed.length === 0 ? client.tenantId === null : allowed.includes(directory.toLowerCase());
  if (!isAllowed) throw refused(`its directory ${directory} is not among the allowed ones`);
  return document.issuer.replace("{tenantid}", directory);
}

function refused(why: string, cause?: unknown): ProviderProblem {
  return new ProviderProblem("keys", `The ID token was refused: ${why}.`, cause);
}
