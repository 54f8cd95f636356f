import {
  type AccessToken,
  type Client,
  type ClientCredentials,
  type Configuration,
  errors,
  type KoaContextWithOIDC,
  type RefreshToken,
} from "oidc-provider";
import { readGrantId } from "#domain/grants/grant-id.ts";
import { readTenantToken } from "#domain/kernel/tenant-token.ts";
import type { KeyRing } from "#domain/signing-keys/load.ts";
import { env } from "#platform/env.ts";
import { safeFetch } from "#platform/safe-fetch.ts";
import { requestInfo } from "#transports/http/request-info.ts";
import { accessTokenClaims } from "./access-token.ts";
import { claimsByScope, findAccount } from "./account.ts";
import { adapterOf } from "./adapter.ts";
import { acrValues } from "./browser-session.ts";
import { readCertificate, subjectMatches } from "./certificates.ts";
import { knownClient, openIdScopes } from "./client-metadata.ts";
import { grantFor } from "./grant-for.ts";
import { gatehousePolicy } from "./interaction-policy.ts";
import { renderDeviceDone, renderUserCode, renderUserCodeConfirm } from "./pages/device-pages.ts";
import { renderError } from "./pages/error-page.ts";
import { renderLoggedOut, renderLogout } from "./pages/logout-pages.ts";
import { INTERACTION_PATH, routes } from "./routes.ts";

const DAY = 86_400;
const ACCESS_TOKEN_SECONDS = 15 * 60;
const REFRESH_TOKEN_SECONDS = 30 * DAY;
/** However often it was refreshed: once a year somebody signs in. */
const LONGEST_FAMILY_SECONDS = 365 * DAY;

/** Stands for the client's own services where a client asks for no resource. */
const OWN_SERVICES = "urn:gatehouse:own-services";

const cookie = { httpOnly: true, sameSite: "lax", secure: env.isHttps, overwrite: true } as const;

/** oidc-provider's configuration. In: the keys to sign with, of each algorithm the signing one first. */
export function configuration(ring: KeyRing): Configuration {
  return {
    adapter: adapterOf,
    jwks: {
      keys: ring.keys.map((key) => ({
        ...key.privateKey.export({ format: "jwk" }),
        kid: key.id,
        alg: key.algorithm,
        use: "sig",
      })),
    },
    // Our own jobs tell the clients, also of ends that the library knows nothing of.
    discovery: {
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
      frontchannel_logout_supported: true,
      frontchannel_logout_session_supported: true,
    },
    acrValues: [...acrValues],
    claims: { ...claimsByScope, sid: null, iss: null },
    scopes: [...openIdScopes],
    // Userinfo answers with a person's data; an ID token has it too when there is no way to ask.
    conformIdTokenClaims: true,
    responseTypes: ["code"],
    pkce: { required: () => true },
    clientAuthMethods: [
      "client_secret_basic",
      "client_secret_post",
      "private_key_jwt",
      "tls_client_auth",
      "self_signed_tls_client_auth",
      "none",
    ],
    enabledJWA: {
      clientAuthSigningAlgValues: ["RS256", "PS256", "ES256", "Ed25519", "EdDSA"],
      idTokenSigningAlgValues: ["RS256", "ES256"],
      dPoPSigningAlgValues: ["ES256", "RS256", "PS256", "Ed25519", "EdDSA"],
    },
    allowOmittingSingleRegisteredRedirectUri: false,
    extraClientMetadata: { properties: ["gatehouse"] },
    clientBasedCORS: (ctx, origin, client) => isOwnOrigin(ctx, origin, client),
    cookies: {
      names: {
        session: `${env.cookiePrefix}gatehouse_oidc`,
        interaction: "gatehouse_interaction",
        resume: "gatehouse_resume",
      },
      long: cookie,
      short: cookie,
    },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: mayIntrospect },
      // Anything but one's own is answered as if it were unknown (RFC 7009 section 2.1).
      revocation: {
        enabled: true,
        allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId,
      },
      dPoP: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: renderLogout,
        postLogoutSuccessSource: renderLoggedOut,
      },
      deviceFlow: {
        enabled: true,
        deviceInfo: (ctx) => {
          const { address, userAgent } = requestInfo(ctx.req);
          return { ip: address, ua: userAgent };
        },
        charset: "base-20",
        mask: "****-****",
        userCodeInputSource: renderUserCode,
        userCodeConfirmSource: renderUserCodeConfirm,
        successSource: renderDeviceDone,
      },
      mTLS: {
        enabled: true,
        certificateBoundAccessTokens: true,
        selfSignedTlsClientAuth: true,
        tlsClientAuth: true,
        getCertificate: (ctx) => readCertificate(ctx.req)?.certificate,
        certificateAuthorized: (ctx) => readCertificate(ctx.req)?.authorized === true,
        certificateSubjectMatches: (ctx, property, expected) => {
          const certificate = readCertificate(ctx.req)?.certificate;
          if (!certificate || property !== "tls_client_auth_subject_dn") return false;
          return subjectMatches(certificate, expected);
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource,
        useGrantedResource: () => false,
        getResourceServerInfo: (_ctx, resource, client) => resourceServer(resource, client),
      },
    },
    fetch: (url, options) => safeFetch(url, options),
    findAccount,
    loadExistingGrant: grantFor,
    extraTokenClaims: (ctx, token) => accessTokenClaims(ctx, token),
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed("refresh_token"),
    rotateRefreshToken: true,
    // Our own storage binds tokens to the session; see domain/grants.
    expiresWithSession: async () => false,
    interactions: {
      policy: gatehousePolicy(),
      url: (_ctx, interaction) => `${INTERACTION_PATH}${interaction.uid}`,
    },
    renderError,
    routes,
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      ClientCredentials: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: 60,
      DeviceCode: 600,
      Grant: REFRESH_TOKEN_SECONDS,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: (_ctx, token) => refreshTokenSeconds(token),
      Session: DAY,
    },
  };
}

function refreshTokenSeconds(token: RefreshToken): number {
  const left = LONGEST_FAMILY_SECONDS - token.totalLifetime();
  return Math.max(1, Math.min(REFRESH_TOKEN_SECONDS, left));
}

/** Scripts of a page may call for a public client, and ask for userinfo, from where it is registered. */
function isOwnOrigin(ctx: KoaContextWithOIDC, origin: string, client: Client): boolean {
  if (ctx.oidc.route !== "userinfo" && client.clientAuthMethod !== "none") return false;
  return (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin);
}

/** A service asks about tokens of its own tenant; a public client, which anybody may be, about its own. */
async function mayIntrospect(
  _ctx: KoaContextWithOIDC,
  client: Client,
  token: AccessToken | ClientCredentials | RefreshToken,
): Promise<boolean> {
  if (token.clientId === client.clientId) return true;
  if (client.clientAuthMethod === "none" || token.kind === "RefreshToken") return false;
  const { tenantId } = knownClient(client);
  if (token.kind === "AccessToken") return readGrantId(token.grantId)?.tenantId === tenantId;
  return readTenantToken(token.jti)?.tenantId === tenantId;
}

async function defaultResource(
  ctx: KoaContextWithOIDC,
  _client: Client,
  oneOf?: readonly string[],
): Promise<string | string[]> {
  if (oneOf) return [...oneOf];
  const isClientsOwn = ctx.oidc.params?.["grant_type"] === "client_credentials";
  return isClientsOwn ? OWN_SERVICES : [];
}

/** RFC 8707: a client gets tokens for the resources that it is registered with. */
async function resourceServer(resource: string, client: Client) {
  const { scopes, resources } = knownClient(client);
  const isOwn = resource === OWN_SERVICES;
  if (!isOwn && !resources.includes(resource)) throw new errors.InvalidTarget();
  return {
    scope: scopes.filter((scope) => !isOpenIdScope(scope)).join(" "),
    audience: isOwn ? client.clientId : resource,
    accessTokenTTL: ACCESS_TOKEN_SECONDS,
    accessTokenFormat: "opaque" as const,
  };
}

function isOpenIdScope(scope: string): boolean {
  return openIdScopes.some((known) => known === scope);
}
