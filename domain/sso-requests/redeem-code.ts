import { z } from "zod";
import { consumeToken } from "#domain/grants/consume-token.ts";
import { findToken } from "#domain/grants/find-token.ts";
import type { LiveGrant } from "#domain/grants/live-grant.ts";
import { revokeGrant } from "#domain/grants/revoke.ts";
import type { FoundSsoClient } from "#domain/sso-clients/find-by-client-id.ts";
import { sameBytes, sha256 } from "#platform/hash.ts";
import type { CodePayload } from "./issue-code.ts";

const storedCode = z.object({
  clientId: z.string(),
  redirectUri: z.string(),
  codeChallenge: z.string().nullable(),
  aal: z.literal([1, 2]),
  address: z.string(),
  acr: z.string(),
  amr: z.array(z.string()),
  authTime: z.number(),
  sid: z.string(),
}) satisfies z.ZodType<CodePayload>;

/** What a service shows for a token. */
export type Exchange = { code: string; redirectUri: string; codeVerifier: string | null };

export type Redeemed =
  | { outcome: "redeemed"; grant: LiveGrant; payload: CodePayload }
  /** Shown a second time: whatever came of the code has ended (RFC 9700 section 4.5). */
  | { outcome: "replayed"; grantId: string }
  | { outcome: "refused" };

const REFUSED: Redeemed = { outcome: "refused" };

/**
 * Exchanges a code: once, within its time, by the client that it was made for, at the redirect URI
 * that it was sent to, with the verifier of its challenge (RFC 7636 section 4.6). A client that shows
 * its own code with something wrong beside it has used the code up. Throws `unavailable`.
 */
export async function redeemSsoCode(client: FoundSsoClient, shown: Exchange): Promise<Redeemed> {
  const found = await findToken("SsoCode", shown.code);
  if (!found?.grant) return REFUSED;
  const payload = storedCode.parse(found.payload);
  if (payload.clientId !== client.clientId) return REFUSED;
  const { grant } = found;
  if (found.consumed || !(await consumeToken(shown.code))) {
    await revokeGrant(grant.grantId);
    return { outcome: "replayed", grantId: grant.grantId };
  }
  const fits = payload.redirectUri === shown.redirectUri && verifies(payload, shown.codeVerifier);
  return fits ? { outcome: "redeemed", grant, payload } : REFUSED;
}

/** A verifier without a challenge is refused too: somebody has taken the challenge away. */
function verifies({ codeChallenge }: CodePayload, verifier: string | null): boolean {
  if (codeChallenge === null || verifier === null) return codeChallenge === verifier;
  return sameBytes(sha256(verifier), Buffer.from(codeChallenge, "base64url"));
}
