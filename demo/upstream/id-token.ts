import { createPublicKey } from "node:crypto";
import { base64url, decodeJwt, importJWK, type JWK, type JWTPayload, SignJWT } from "jose";
import { generateSigningKey, type SigningAlgorithm } from "./keys.ts";
import type { IdTokenChange } from "./types.ts";

/**
 * Makes of a good ID token one that no client may accept (OpenID Connect Core, section 3.1.3.7).
 * Everything but the named change stays right, so that a test knows what was refused.
 */
export async function spoilIdToken(
  idToken: string,
  change: IdTokenChange,
  key: JWK,
): Promise<string> {
  const claims = { ...decodeJwt(idToken), ...changedClaims[change] };
  const alg: SigningAlgorithm = key.alg === "ES256" ? "ES256" : "RS256";

  if (change === "unsigned") return `${encode({ alg: "none" })}.${encode(claims)}.`;
  if (change === "hmac-with-public-key") {
    const pem = createPublicKey({ key: { ...key }, format: "jwk" }).export({
      type: "spki",
      format: "pem",
    });
    return sign(claims, "HS256", key.kid, new TextEncoder().encode(pem.toString()));
  }
  const signingKey = change === "signature" ? await generateSigningKey(alg) : key;
  return sign(claims, alg, key.kid, await importJWK(signingKey, alg));
}

const changedClaims: Record<IdTokenChange, JWTPayload> = {
  nonce: { nonce: "another-nonce" },
  issuer: { iss: "https://another-issuer.example" },
  audience: { aud: "another-client" },
  expired: { iat: 1_700_000_000, exp: 1_700_000_300 },
  signature: {},
  unsigned: {},
  "hmac-with-public-key": {},
};

function sign(
  claims: JWTPayload,
  alg: string,
  kid: string | undefined,
  key: Awaited<ReturnType<typeof importJWK>>,
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader(kid === undefined ? { alg } : { alg, kid })
    .sign(key);
}

function encode(value: object): string {
  return base64url.encode(JSON.stringify(value));
}
