import { randomUUID } from "node:crypto";
import type { SigningAlgorithm } from "#domain/signing-keys/schemas.ts";
import { signToken } from "#domain/signing-keys/sign-token.ts";
import { env } from "#platform/env.ts";

const EVENT = "http://schemas.openid.net/event/backchannel-logout";
/** Section 2.4 recommends two minutes at most: it is used at once, and made anew for each try. */
const LIFETIME_SECONDS = 120;

/**
 * A signed logout token (OpenID Connect Back-Channel Logout 1.0 section 2.4). Each has an id of its
 * own, so that a client which remembers ids does not take another try for a replay.
 */
export async function makeLogoutToken(of: {
  clientId: string;
  algorithm: SigningAlgorithm;
  userId: string;
  sid: string | null;
}): Promise<string> {
  const iat = Math.floor(Date.now() / 1000);
  return await signToken(
    {
      iss: env.BASE_URL,
      aud: of.clientId,
      sub: of.userId,
      iat,
      exp: iat + LIFETIME_SECONDS,
      jti: randomUUID(),
      ...(of.sid !== null && { sid: of.sid }),
      events: { [EVENT]: {} },
    },
    { algorithm: of.algorithm, type: "logout+jwt" },
  );
}
