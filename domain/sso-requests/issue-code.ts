import { newGrantId } from "#domain/grants/grant-id.ts";
import { saveGrant } from "#domain/grants/save.ts";
import { saveToken } from "#domain/grants/save-token.ts";
import { sidOf } from "#domain/grants/sid.ts";
import { newTenantToken } from "#domain/kernel/tenant-token.ts";
import type { SignedIn } from "#domain/sessions/find.ts";
import type { FoundSsoClient } from "#domain/sso-clients/find-by-client-id.ts";
import type { SsoRequest } from "./hold.ts";

/** By the database's clock, as the contract says. */
const CODE_SECONDS = 60;
/** As long as the token that the code is exchanged for. */
export const SSO_TOKEN_SECONDS = 900;

/** All that a tenant's own service learns of its people. */
const SCOPE = "openid profile email roles";

/** What is remembered with a code, for the exchange. */
export type CodePayload = {
  clientId: string;
  redirectUri: string;
  codeChallenge: string | null;
  aal: 1 | 2;
  address: string;
  acr: string;
  amr: string[];
  authTime: number;
  sid: string;
};

type Assurance = Pick<CodePayload, "acr" | "amr" | "authTime">;

/**
 * A code for a held request that its person may have: 256 random bits of which the hash is stored,
 * in a family of its own that ends with the session. Throws `GrantGone` when the session, the person
 * or the client ended meanwhile, `unavailable` when the database is away.
 */
export async function issueSsoCode(
  request: SsoRequest,
  client: FoundSsoClient,
  by: { signedIn: SignedIn; address: string; assurance: Assurance },
): Promise<string> {
  const { actor, aal } = by.signedIn;
  const grantId = newGrantId(client.tenantId);
  const sid = sidOf(actor.sessionId, client.clientId);
  await saveGrant({
    id: grantId,
    ssoClientId: client.id,
    userId: actor.userId,
    sessionId: actor.sessionId,
    offline: false,
    payload: {
      accountId: actor.userId,
      clientId: client.clientId,
      openid: { scope: SCOPE },
      sid,
    },
    lifetimeSeconds: CODE_SECONDS + SSO_TOKEN_SECONDS,
  });
  const code = newTenantToken(client.tenantId).reveal();
  const payload: CodePayload = {
    clientId: client.clientId,
    redirectUri: request.redirectUri,
    codeChallenge: request.codeChallenge,
    aal: aal >= 2 ? 2 : 1,
    address: by.address,
    ...by.assurance,
    sid,
  };
  await saveToken({
    kind: "SsoCode",
    token: code,
    ssoClientId: client.id,
    grantId,
    payload,
    lifetimeSeconds: CODE_SECONDS,
  });
  return code;
}
