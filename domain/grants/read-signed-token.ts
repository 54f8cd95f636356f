import { z } from "zod";
import { verifyToken } from "#domain/signing-keys/sign-token.ts";
import { env } from "#platform/env.ts";
import { findGrant } from "./find.ts";
import { clientTokenCounts } from "./find-client-token.ts";
import type { LiveGrant } from "./live-grant.ts";
import { grantIdOfToken } from "./token-id.ts";

/** RFC 9068 section 2.1. */
export const ACCESS_TOKEN_TYPE = "at+jwt";

const lookedFor = z.looseObject({
  jti: z.string(),
  iat: z.number(),
  exp: z.number(),
  iss: z.string(),
  sub: z.string(),
  aud: z.string(),
  client_id: z.string(),
  scope: z.string().optional(),
  sid: z.string().optional(),
  cnf: z.object({ "x5t#S256": z.string().optional(), jkt: z.string().optional() }).optional(),
});

/** A signed access token that counts now: a person's with its grant, or a client's own without. */
export type SignedToken = { claims: z.infer<typeof lookedFor>; grant: LiveGrant | null };

/**
 * What a signed access token says, or null: not ours, expired, or what it rests on has ended - asked of
 * the database each time, and so true within a second on every process. What the token is for (`aud`,
 * `scope`) and whom it is bound to (`cnf`) is the caller's to check. Throws `unavailable`.
 */
export async function readSignedToken(text: string): Promise<SignedToken | null> {
  // Opaque tokens have no dots: whatever else is shown costs no signature.
  if (text.split(".").length !== 3) return null;
  const claims = lookedFor.safeParse(await verifyToken(text, ACCESS_TOKEN_TYPE)).data;
  if (claims?.iss !== env.BASE_URL || claims.exp <= Date.now() / 1000) return null;
  const { jti, sub, client_id: clientId } = claims;
  if (sub === clientId) {
    return (await clientTokenCounts(jti, clientId)) ? { claims, grant: null } : null;
  }
  const grantId = grantIdOfToken(jti);
  const grant = grantId === null ? null : await findGrant(grantId);
  return grant?.person.userId === sub ? { claims, grant } : null;
}
