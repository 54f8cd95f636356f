import type { AdapterPayload, Client, ResponseType } from "oidc-provider";
import { z } from "zod";
import type { FoundSsoClient } from "#domain/sso-clients/find-by-client-id.ts";

/** The scopes whose meaning the provider knows; a client's others are its resources'. */
export const openIdScopes = ["openid", "offline_access", "profile", "email", "roles"] as const;

const known = z.object({
  id: z.string(),
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
