import { newSignedTokenId } from "#domain/grants/token-id.ts";
import { signToken } from "#domain/signing-keys/sign-token.ts";
import type { FoundSsoClient } from "#domain/sso-clients/find-by-client-id.ts";
import { SSO_TOKEN_SECONDS } from "#domain/sso-requests/issue-code.ts";
import type { Redeemed } from "#domain/sso-requests/redeem-code.ts";
import { env } from "#platform/env.ts";
import { personClaims } from "#transports/oidc/account.ts";

/**
 * The plain flow's answer: an access token of the same shape and keys as the OpenID Provider's
 * (RFC 9068), so that whoever validates one validates both, and introspection knows it.
 */
export async function signSsoToken(
  client: FoundSsoClient,
  { grant, payload }: Extract<Redeemed, { outcome: "redeemed" }>,
) {
  const { email, name, roles, teams, permissions, tenant } = personClaims(grant.person);
  const { acr, amr, authTime, sid } = payload;
  const issuedAt = Math.floor(Date.now() / 1000);
  const expiresAt = issuedAt + SSO_TOKEN_SECONDS;
  const token = await signToken(
    {
      iss: env.BASE_URL,
      sub: grant.person.userId,
      aud: client.clientId,
      client_id: client.clientId,
      jti: newSignedTokenId(client.tenantId, grant.grantId),
      iat: issuedAt,
      exp: expiresAt,
      scope: "openid profile email roles",
      email,
      name,
      roles,
      teams,
      permissions,
      tenant,
      acr,
      amr,
      auth_time: authTime,
      sid,
    },
    { algorithm: client.tokenFormat, type: "at+jwt" },
  );
  return {
    token,
    token_type: "Bearer",
    expires_at: new Date(expiresAt * 1000).toISOString(),
  };
}
