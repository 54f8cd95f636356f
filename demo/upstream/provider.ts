import { randomBytes } from "node:crypto";
import type { JWK } from "jose";
import Provider, {
  type AdapterPayload,
  type Configuration,
  interactionPolicy,
  type KoaContextWithOIDC,
} from "oidc-provider";
import { spoilIdToken } from "./id-token.ts";
import type { SigningAlgorithm } from "./keys.ts";
import type { Storage } from "./storage.ts";
import type { TokenRequestEntry, UpstreamClient, UpstreamFault } from "./types.ts";

/** The endpoints stand where Entra ID has them, below each directory; all flavours share them. */
export const endpointPaths = {
  authorize: "/oauth2/v2.0/authorize",
  token: "/oauth2/v2.0/token",
  userinfo: "/oauth2/v2.0/userinfo",
  keys: "/discovery/v2.0/keys",
  discovery: "/.well-known/openid-configuration",
} as const;

/** oidc-provider lets through only claims that it was told of. */
export const passThroughClaims = [
  "acct",
  "groups",
  "hd",
  "oid",
  "roles",
  "tid",
  "upn",
  "ver",
  "verified_primary_email",
  "xms_edov",
];

type Middleware = Parameters<Provider["use"]>[0];
type Context = Parameters<Middleware>[0];
type Next = Parameters<Middleware>[1];

export type ProviderInput = {
  issuer: string;
  /** The path that this provider is mounted at: empty, or `/` and a directory id. */
  prefix: string;
  directoryId: string | null;
  algorithm: SigningAlgorithm;
  /** The first one signs. */
  keys: readonly JWK[];
  storage: Storage;
  clientOf(clientId: string): UpstreamClient | undefined;
  claimsOf(sub: string): Record<string, unknown> | undefined;
  fault(): UpstreamFault | null;
  /** Whether authorization responses name the issuer (RFC 9207). Entra ID's do not. */
  namesIssuer: boolean;
  onSave(model: string, id: string): void;
  onTokenRequest(entry: TokenRequestEntry): void;
};

/** Never sent back: every authorization asks anew who is there, as at a shared desk. */
export function sessionCookieName(issuer: string): string {
  return `session_${cookieSuffix(issuer)}`;
}

/** One OpenID Provider: PKCE required, consent given without asking, claims in the ID token. */
export function buildProvider(input: ProviderInput): Provider {
  const suffix = cookieSuffix(input.issuer);
  const configuration: Configuration = {
    adapter: (model) => input.storage.adapter(model, input.onSave),
    jwks: { keys: input.keys.map((key) => ({ ...key })) },
    clientDefaults: { id_token_signed_response_alg: input.algorithm },
    claims: {
      openid: ["sub", ...passThroughClaims],
      profile: ["name", "preferred_username"],
      email: ["email", "email_verified"],
    },
    scopes: ["openid", "profile", "email", "offline_access"],
    conformIdTokenClaims: false,
    // Set by the page that asks for the person before their directory is known (microsoft.ts).
    extraParams: ["chosen"],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    routes: {
      authorization: endpointPaths.authorize,
      token: endpointPaths.token,
      userinfo: endpointPaths.userinfo,
      jwks: endpointPaths.keys,
    },
    // Cookies know no ports: several stand-ins on one address must not share names.
    cookies: {
      keys: [randomBytes(32)],
      names: {
        session: sessionCookieName(input.issuer),
        interaction: `interaction_${suffix}`,
        resume: `resume_${suffix}`,
      },
    },
    interactions: {
      policy: policyWithAccountSelection(),
      url: (_ctx, interaction) => `${input.prefix}/interaction/${interaction.uid}`,
    },
    findAccount: (_ctx, sub) => {
      const claims = input.claimsOf(sub);
      if (claims === undefined) return undefined;
      return { accountId: sub, claims: () => ({ sub, ...changed(claims, input.fault()) }) };
    },
    loadExistingGrant: grantEverything,
    renderError: (ctx, { error, error_description }) => {
      ctx.type = "text/plain";
      ctx.body = `The stand-in refused: ${error}. ${error_description ?? ""}`;
    },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 60,
      Grant: 3600,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 3600,
      Session: 3600,
    },
  };

  const provider = new Provider(input.issuer, configuration);
  acceptEverySecret(provider, input.clientOf);
  logTokenRequests(provider, input);
  provider.use((ctx, next) => spoilTokenResponse(input, ctx, next));
  if (!input.namesIssuer) provider.use(withoutIssuerParameter);
  return provider;
}

/** A registered client as oidc-provider stores it. */
export function clientMetadata(client: UpstreamClient): AdapterPayload {
  const [firstSecret] = client.clientSecrets;
  return {
    client_id: client.clientId,
    ...(firstSecret === undefined ? {} : { client_secret: firstSecret }),
    redirect_uris: client.redirectUris,
    grant_types: ["authorization_code"],
    response_types: ["code"],
  };
}

function policyWithAccountSelection() {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: "select_account", requestable: true }), 0);
  return policy;
}

async function grantEverything(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc;
  const accountId = session?.accountId;
  if (client === undefined || accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId });
  grant.addOIDCScope("openid profile email offline_access");
  await grant.save();
  return grant;
}

// oidc-provider keeps one secret a client; vendors keep several alive while one is rotated.
function acceptEverySecret(provider: Provider, clientOf: ProviderInput["clientOf"]): void {
  Object.defineProperty(provider.Client.prototype, "compareClientSecret", {
    value: function compare(this: { clientId: string }, secret: string): boolean {
      return clientOf(this.clientId)?.clientSecrets.includes(secret) ?? false;
    },
  });
}

function logTokenRequests(provider: Provider, input: ProviderInput): void {
  const log = (ctx: KoaContextWithOIDC, status: number) => {
    const params: Record<string, unknown> = { ...ctx.oidc.params };
    const basic = ctx.get("authorization").toLowerCase().startsWith("basic ");
    input.onTokenRequest({
      endpoint: "token",
      directoryId: input.directoryId,
      clientId: ctx.oidc.client?.clientId ?? textOrNull(params["client_id"]),
      redirectUri: textOrNull(params["redirect_uri"]),
      authentication: basic ? "basic" : params["client_secret"] === undefined ? "none" : "post",
      hasCodeVerifier: params["code_verifier"] !== undefined,
      status,
    });
  };
  provider.on("grant.success", (ctx) => log(ctx, 200));
  provider.on("grant.error", (ctx, error) => log(ctx, error.statusCode));
}

async function spoilTokenResponse(input: ProviderInput, ctx: Context, next: Next): Promise<void> {
  await next();
  const fault = input.fault();
  const [signingKey] = input.keys;
  const body: unknown = ctx.body;
  if (fault?.kind === "id-token" && signingKey !== undefined && hasIdToken(body)) {
    ctx.body = { ...body, id_token: await spoilIdToken(body.id_token, fault.change, signingKey) };
  }
}

async function withoutIssuerParameter(ctx: Context, next: Next): Promise<void> {
  await next();
  if (ctx.path === endpointPaths.discovery && isRecord(ctx.body)) {
    ctx.body = { ...ctx.body, authorization_response_iss_parameter_supported: undefined };
  }
  const location = URL.parse(ctx.response.get("location"));
  if (location?.searchParams.has("state") && location.searchParams.has("iss")) {
    location.searchParams.delete("iss");
    ctx.set("location", location.href);
  }
}

function hasIdToken(body: unknown): body is { id_token: string } {
  return isRecord(body) && typeof body["id_token"] === "string";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function changed(claims: Record<string, unknown>, fault: UpstreamFault | null) {
  if (fault?.kind !== "claims") return claims;
  const removed = new Set(fault.remove);
  return Object.fromEntries(
    Object.entries({ ...claims, ...fault.set }).filter(([name]) => !removed.has(name)),
  );
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function cookieSuffix(issuer: string): string {
  return issuer.replace(/[^a-zA-Z0-9]/g, "_");
}
