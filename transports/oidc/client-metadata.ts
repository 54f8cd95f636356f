import type { AdapterPayload, Client, ResponseType } from "oidc-provider";
import { z } from "zod";
import { apiResource, commandLineClient } from "#domain/command-line/client.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import type { FoundSsoClient } from "#domain/sso-clients/find-by-client-id.ts";

/** The scopes whose meaning the provider knows; a client's others are its resources'. */
export const openIdScopes = ["openid", "offline_access", "profile", "email", "roles"] as const;

const known = z.object({
  /** Null for the command line, which is registered nowhere. */
  id: z.string().nullable(),
  tenantId: z.string(),
  tenantSlug: z.string(),
  firstParty: z.boolean(),
  requiredAal: z.number(),
  tokenFormat: z.enum(["RS256", "ES256"]),
  tags: z.array(z.string()),
  scopes: z.array(z.string()),
  resources: z.array(z.string()),
  secretHashes: z.array(z.string()),
});

/** What the registry knows of a client beyond the protocol's own metadata. */
export type KnownClient = z.infer<typeof known>;

/** The registry's part of a client that the provider has loaded. */
export function knownClient(client: Client): KnownClient {
  return known.parse(client["gatehouse"]);
}

/** Whether people of a tenant may come to a client: its own people, and everybody to the command line. */
export function isFor(client: Client, tenantId: string): boolean {
  const known = knownClient(client);
  return known.id === null || known.tenantId === tenantId;
}

/** Gatehouse's own command line as oidc-provider wants it: for nothing but our own API. */
export function commandLineMetadata(): AdapterPayload {
  const { clientId, name, redirectUri, scopes } = commandLineClient;
  const gatehouse: KnownClient = {
    id: null,
    tenantId: PLATFORM_TENANT_ID,
    tenantSlug: "platform",
    firstParty: true,
    requiredAal: 1,
    tokenFormat: "RS256",
    tags: [],
    scopes: [...scopes],
    resources: [apiResource()],
    secretHashes: [],
  };
  return {
    client_id: clientId,
    client_name: name,
    application_type: "native",
    redirect_uris: [redirectUri],
    grant_types: [
      "authorization_code",
      "refresh_token",
      "urn:ietf:params:oauth:grant-type:device_code",
    ],
    response_types: ["code"],
    scope: "openid offline_access",
    id_token_signed_response_alg: "RS256",
    token_endpoint_auth_method: "none",
    gatehouse,
  };
}

/** A registered client as oidc-provider wants it (RFC 7591 section 2). */
export function clientMetadata(client: FoundSsoClient): AdapterPayload {
  const usesCode = client.grantTypes.includes("authorization_code");
  const hasOwnScheme = client.redirectUris.some((uri) => !/^https?:/.test(uri));
  const gatehouse: KnownClient = {
    id: client.id,
    tenantId: client.tenantId,
    tenantSlug: client.tenant.slug,
    firstParty: client.firstParty,
    requiredAal: client.requiredAal,
    tokenFormat: client.tokenFormat,
    tags: client.tags,
    scopes: client.scopes,
    resources: client.resources,
    secretHashes: client.secretHashes.map((hash) => hash.toString("hex")),
  };
  const responseTypes: ResponseType[] = usesCode ? ["code"] : [];
  return {
    client_id: client.clientId,
    client_name: client.name,
    // The registry has judged the addresses (domain/sso-clients); here only the shape matters.
    application_type: hasOwnScheme ? "native" : "web",
    redirect_uris: usesCode ? client.redirectUris : [],
    post_logout_redirect_uris: client.postLogoutRedirectUris,
    grant_types: client.grantTypes,
    response_types: responseTypes,
    scope: openIdScopes.filter((s) => s === "openid" || client.scopes.includes(s)).join(" "),
    id_token_signed_response_alg: client.tokenFormat,
    token_endpoint_auth_method: client.authMethod,
    ...(client.authMethod === "client_secret_basic" && { client_secret: "kept as a hash" }),
    ...(client.jwks && { jwks: client.jwks }),
    ...(client.jwksUri && { jwks_uri: client.jwksUri }),
    ...(client.tlsSubjectDn && { tls_client_auth_subject_dn: client.tlsSubjectDn }),
    tls_client_certificate_bound_access_tokens: client.certificateBound,
    dpop_bound_access_tokens: client.dpopBound,
    require_pushed_authorization_requests: client.requirePar,
    gatehouse,
  };
}
