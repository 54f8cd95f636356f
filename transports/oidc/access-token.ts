import type {
  AccessToken,
  AdapterPayload,
  ClientCredentials,
  KoaContextWithOIDC,
} from "oidc-provider";
import type { GrantPerson } from "#domain/grants/live-grant.ts";
import { ACCESS_TOKEN_TYPE, readSignedToken } from "#domain/grants/read-signed-token.ts";
import { signToken } from "#domain/signing-keys/sign-token.ts";
import { env } from "#platform/env.ts";
import { personClaims } from "./account.ts";
import { knownClient } from "./client-metadata.ts";
import { speakingProtocol } from "./errors.ts";
import { rememberedPerson, rememberGrant } from "./request-memory.ts";

/** Before a signed token where the library would refuse one by its look; see internals.ts. */
export const HIDDEN = "signed:";

/** The signed form of an access token, RFC 9068. Without a resource it is for the client's own services. */
export async function signAccessToken(
  token: AccessToken | ClientCredentials,
  payload: AdapterPayload,
): Promise<string> {
  const { client } = token;
  if (!client) throw new Error("A token is issued to a client");
  const { jti, iat, exp, clientId, accountId, scope, sid, extra } = payload;
  const thumbprints = { "x5t#S256": payload["x5t#S256"], jkt: payload.jkt };
  return await signToken(
    {
      ...extra,
      ...(jti !== undefined && { jti }),
      ...(iat !== undefined && { iat }),
      ...(exp !== undefined && { exp }),
      iss: env.BASE_URL,
      sub: accountId ?? client.clientId,
      aud: String(token.aud ?? clientId),
      client_id: clientId,
      ...(scope && { scope }),
      ...(sid !== undefined && { sid }),
      ...((thumbprints.jkt ?? thumbprints["x5t#S256"]) && { cnf: thumbprints }),
    },
    { algorithm: knownClient(client).tokenFormat, type: ACCESS_TOKEN_TYPE },
  );
}

/**
 * The stored form of a signed token, which is what the library knows, or undefined: not ours, expired,
 * of the other kind, or what it rests on has ended. Throws the protocol's errors.
 */
export async function readAccessToken(
  shown: unknown,
  kind: "AccessToken" | "ClientCredentials",
): Promise<AdapterPayload | undefined> {
  if (typeof shown !== "string") return undefined;
  const text = shown.startsWith(HIDDEN) ? shown.slice(HIDDEN.length) : shown;
  return await speakingProtocol(async () => {
    const found = await readSignedToken(text);
    if (!found || (found.grant === null) !== (kind === "ClientCredentials")) return undefined;
    const { grant } = found;
    const { jti, iat, exp, sub, aud, client_id, scope, sid, cnf, iss: _, ...extra } = found.claims;
    const common = {
      jti,
      kind,
      iat,
      exp,
      clientId: client_id,
      extra,
      ...(scope !== undefined && { scope }),
      ...cnf,
    };
    if (!grant) return { ...common, aud };
    rememberGrant(grant);
    const claims = grant.payload["claims"];
    return {
      ...common,
      accountId: sub,
      grantId: grant.grantId,
      ...(sid !== undefined && { sid }),
      // A token for a resource is none for userinfo.
      ...(aud !== client_id && { aud }),
      ...(typeof claims === "object" && claims !== null && { claims }),
    };
  });
}

/**
 * The claims of our own in an access token. A client of somebody else's learns no more by it than what
 * the person agreed to.
 */
export function accessTokenClaims(
  ctx: KoaContextWithOIDC,
  token: AccessToken | ClientCredentials,
): Record<string, unknown> {
  const { client } = ctx.oidc;
  if (!client) return {};
  const { firstParty, tenantSlug } = knownClient(client);
  if (token.kind === "ClientCredentials") return { tenant: tenantSlug };
  const { accountId } = token;
  const person = rememberedPerson(accountId);
  const source = ctx.oidc.entities.AuthorizationCode ?? sourceOf(ctx);
  return {
    ...(person && tellable(person, firstParty ? null : token.scopes)),
    ...(source?.acr !== undefined && { acr: source.acr }),
    ...(source?.amr !== undefined && { amr: source.amr }),
    ...(source?.authTime !== undefined && { auth_time: source.authTime }),
  };
}

function sourceOf(ctx: KoaContextWithOIDC) {
  return ctx.oidc.entities.RefreshToken ?? ctx.oidc.entities.DeviceCode;
}

/** In: the scopes that were agreed to, or null when all may be told. */
function tellable(person: GrantPerson, scopes: ReadonlySet<string> | null) {
  const may = (scope: string) => scopes === null || scopes.has(scope);
  const { email, name, roles, teams, permissions, tenant } = personClaims(person);
  return {
    ...(may("email") && { email }),
    ...(may("profile") && { name }),
    ...(may("roles") && { roles, teams, permissions }),
    tenant,
  };
}
