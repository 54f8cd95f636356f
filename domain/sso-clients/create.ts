import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { ssoClientIds, ssoClientSecrets, ssoClients } from "#db/schema/sso-clients.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { env } from "#platform/env.ts";
import { Secret } from "#platform/secret.ts";
import { newClientId } from "./client-id.ts";
import { snapshotOf, ssoClientColumns, versioned } from "./queries.ts";
import { parseRedirectUri } from "./redirect-uri-rules.ts";
import { createSsoClientInput } from "./schemas.ts";
import { assertSettings } from "./settings-rules.ts";

type Input = z.output<typeof createSsoClientInput>;

/**
 * Registers an SSO client in the context's tenant. Out: the client, and its secret when it has one:
 * only now, because nothing but its hash is kept. Throws `invalid` field by field, each redirect URI
 * by its place.
 */
export const createSsoClient = mutation({
  permission: "sso_client.create",
  input: createSsoClientInput,
  run: async (ctx, input) => {
    const settings = withDefaults(input);
    assertSettings(settings, env.PRIVATE_UPSTREAMS);
    const { tenantId } = ctx;
    const [row] = await ctx.tx
      .insert(ssoClients)
      .values({ ...settings, tenantId, id: uuidv7(), clientId: newClientId() })
      .returning(ssoClientColumns);
    if (!row) throw new Error("INSERT returned no row");
    const { id, clientId } = row;
    await ctx.tx.insert(ssoClientIds).values({ clientId, tenantId, ssoClientId: id });
    const clientSecret = row.authMethod === "client_secret_basic" ? Secret.generate() : null;
    if (clientSecret) {
      await ctx.tx
        .insert(ssoClientSecrets)
        .values({ tenantId, ssoClientId: id, id: uuidv7(), hash: clientSecret.hash() });
    }
    return {
      result: { client: versioned(row), clientSecret },
      audit: {
        action: "sso_client.create",
        target: { kind: "sso_client", id, name: row.name },
        after: snapshotOf(row),
      },
    };
  },
});

function withDefaults(input: Input) {
  const { redirectUris = [], grantTypes = ["authorization_code", "refresh_token"] } = input;
  const defaultScopes = [
    "openid",
    "profile",
    "email",
    ...(grantTypes.includes("refresh_token") ? ["offline_access"] : []),
  ];
  const signsIn = grantTypes.some((grant) => grant !== "client_credentials");
  return {
    name: input.name,
    type: input.type,
    applicationType: input.applicationType ?? likelyApplicationType(input.type, redirectUris),
    redirectUris,
    postLogoutRedirectUris: input.postLogoutRedirectUris ?? [],
    backchannelLogoutUri: input.backchannelLogoutUri ?? null,
    frontchannelLogoutUri: input.frontchannelLogoutUri ?? null,
    tags: input.tags ?? [],
    grantTypes,
    scopes: input.scopes ?? (signsIn ? defaultScopes : []),
    resources: input.resources ?? [],
    tokenFormat: input.tokenFormat ?? "RS256",
    requiredAal: input.requiredAal ?? 1,
    enabled: input.enabled ?? true,
    firstParty: input.firstParty ?? true,
    authMethod: input.authMethod ?? (input.type === "public" ? "none" : "client_secret_basic"),
    jwks: input.jwks ?? null,
    jwksUri: input.jwksUri ?? null,
    tlsSubjectDn: input.tlsSubjectDn ?? null,
    certificateBound: input.certificateBound ?? false,
    dpopBound: input.dpopBound ?? false,
    requirePar: input.requirePar ?? false,
    template: input.template ?? null,
  } as const;
}

/** A public client with an app's own scheme, or on loopback, is what RFC 8252 calls native. */
function likelyApplicationType(type: Input["type"], uris: readonly string[]): "web" | "native" {
  const isNative = uris.some((uri) => {
    const parsed = parseRedirectUri(uri);
    return parsed.ok && parsed.kind !== "https";
  });
  return type === "public" && isNative ? "native" : "web";
}
