import type { Grant, KoaContextWithOIDC } from "oidc-provider";
import { findConsent } from "#domain/consents/find.ts";
import { newGrantId } from "#domain/grants/grant-id.ts";
import { sidOf } from "#domain/grants/sid.ts";
import { requestInfo } from "#transports/http/request-info.ts";
import { signedInOn } from "./browser-session.ts";
import { knownClient } from "./client-metadata.ts";
import { speakingProtocol } from "./errors.ts";

/** What an authorization request asks for. */
export type Asked = {
  scopes: string[];
  claims: string[];
  resources: Record<string, string[]>;
};

/** What the request of `ctx` asks for, as far as anybody may have it. */
export function askedFor(ctx: KoaContextWithOIDC): Asked {
  const { oidc } = ctx;
  const resources: Asked["resources"] = {};
  for (const [resource, server] of Object.entries(oidc.resourceServers ?? {})) {
    resources[resource] = [...oidc.requestParamScopes].filter((s) => server.scopes.has(s));
  }
  return {
    scopes: [...oidc.requestParamOIDCScopes],
    claims: [...oidc.requestParamClaims],
    resources,
  };
}

/**
 * A new grant for the authorization under way: each authorization is a family of tokens of its own.
 * A tenant's own client is granted what it asks for, anybody else's what the person has agreed to; the
 * consent prompt sees what is missing. It is stored with the code.
 */
export async function grantFor(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, session, account, provider } = ctx.oidc;
  if (!client || !session || !account) return undefined;
  const signedIn = await speakingProtocol(() => signedInOn(ctx.req));
  if (!signedIn) return undefined;
  const known = knownClient(client);
  const asked = askedFor(ctx);
  const { id: ssoClientId } = known;
  const agreed =
    known.firstParty || ssoClientId === null
      ? asked
      : await speakingProtocol(() =>
          findConsent({ tenantId: known.tenantId, userId: account.accountId, ssoClientId }),
        );
  const grant = new provider.Grant({
    clientId: client.clientId,
    accountId: account.accountId,
  });
  const both = intersection(asked, agreed);
  if (both.scopes.length > 0) grant.addOIDCScope(both.scopes.join(" "));
  if (both.claims.length > 0) grant.addOIDCClaims(both.claims);
  for (const [resource, scopes] of Object.entries(both.resources)) {
    if (scopes.length > 0) grant.addResourceScope(resource, scopes.join(" "));
  }
  const { sessionId, tenantId } = signedIn.actor;
  const sid = sidOf(sessionId, client.clientId);
  Object.assign(grant, {
    jti: newGrantId(tenantId),
    claims: ctx.oidc.claims,
    sid,
    gatehouse: {
      ssoClientId,
      sessionId,
      offline: ctx.oidc.requestParamScopes.has("offline_access"),
      address: requestInfo(ctx.req).address,
    },
  });
  session.sidFor(client.clientId, sid);
  return grant;
}

function intersection(asked: Asked, agreed: Asked): Asked {
  const resources: Asked["resources"] = {};
  for (const [resource, scopes] of Object.entries(asked.resources)) {
    resources[resource] = scopes.filter((scope) => agreed.resources[resource]?.includes(scope));
  }
  return {
    scopes: asked.scopes.filter((scope) => agreed.scopes.includes(scope)),
    claims: asked.claims.filter((claim) => agreed.claims.includes(claim)),
    resources,
  };
}
