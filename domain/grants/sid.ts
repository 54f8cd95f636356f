import { keyedHash } from "#platform/hash.ts";

/**
 * What a client knows a session by: the `sid` of its ID tokens, access tokens and logout tokens
 * (OpenID Connect Back-Channel Logout 1.0 section 2.1). Another one for each client, so that two
 * clients cannot tell by it that they have the same session.
 */
export function sidOf(sessionId: string, clientId: string): string {
  return keyedHash("sid", `${sessionId} ${clientId}`);
}
