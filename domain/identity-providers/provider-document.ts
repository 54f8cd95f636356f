import { z } from "zod";
import { protocolOf } from "#platform/env-values.ts";
import type { ProviderFetch } from "./provider-fetch.ts";
import { ProviderProblem, requestProblem } from "./provider-problem.ts";
import type { UpstreamClient } from "./upstream-client.ts";

/** What an ID token may be signed with: our list, whatever a document or a token says. */
export const signingAlgorithms = ["RS256", "ES256"];

const endpoint = z
  .string()
  .refine((value) => ["https:", "http:"].includes(protocolOf(value)) && !value.includes("#"));
const names = z.array(z.string());

/** OpenID Connect Discovery 1.0 section 3, as far as a sign-in needs it. */
const documentSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint,
  userinfo_endpoint: endpoint.optional(),
  id_token_signing_alg_values_supported: names.optional(),
  token_endpoint_auth_methods_supported: names.optional(),
  code_challenge_methods_supported: names.optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});

export type AuthenticationMethod = "client_secret_basic" | "client_secret_post";

/** A provider's endpoints and ways, checked. */
export type ProviderDocument = {
  /** The issuer as ID tokens have it; Microsoft's many-directory one has `{tenantid}` in it. */
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  keysAddress: string;
  userinfoEndpoint: string | null;
  /** The declared ones that we accept: never empty. */
  algorithms: string[];
  authentication: AuthenticationMethod;
  /** Whether authorization responses must name the issuer (RFC 9207). */
  namesIssuer: boolean;
};

type Asked = Pick<UpstreamClient, "issuer" | "kind">;

/**
 * Reads and checks the discovery document of `client`'s issuer. Throws `ProviderProblem`, of stage
 * `address` when nothing was reached and `discovery` for everything else.
 */
export async function readDocument(
  client: Asked,
  fetch: ProviderFetch,
  signal?: AbortSignal,
): Promise<ProviderDocument> {
  const address = documentAddress(client.issuer);
  const what = `The discovery document at ${address}`;
  const response = await fetch(address, {
    headers: { accept: "application/json" },
    redirect: "manual",
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    throw requestProblem("discovery", what, error);
  });
  if (response.status !== 200) {
    throw problem(
      `${what} could not be read: the answer has status ${response.status}. Check the issuer.`,
    );
  }
  const parsed = documentSchema.safeParse(await response.json().catch(() => null));
  if (!parsed.success) {
    const missing = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".")))];
    const detail = missing.some(Boolean)
      ? `it lacks a usable ${missing.join(", ")}`
      : "it is not JSON";
    throw problem(`${what} cannot be used: ${detail}. Check the issuer.`);
  }
  return checked(parsed.data, client, what);
}

/** OpenID Connect Discovery 1.0 section 4.1: a trailing slash is dropped first. */
function documentAddress(issuer: string): string {
  return `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
}

/**
 * The issuer that the document must state. Entra ID's authorities of many directories state a
 * placeholder for the directory, which each ID token then fills.
 */
function expectedIssuer(client: Asked): string {
  if (client.kind !== "azure-ad") return client.issuer;
  return client.issuer.replace(/\/(?:organizations|common|consumers)(?=\/|$)/i, "/{tenantid}");
}

function checked(
  document: z.infer<typeof documentSchema>,
  client: Asked,
  what: string,
): ProviderDocument {
  const expected = expectedIssuer(client);
  if (document.issuer !== expected) {
    throw problem(
      `${what} states the issuer "${clip(document.issuer)}", not "${expected}". Enter the issuer exactly as the provider states it.`,
    );
  }
  const declared = document.id_token_signing_alg_values_supported ?? ["RS256"];
  const algorithms = signingAlgorithms.filter((name) => declared.includes(name));
  if (algorithms.length === 0) {
    throw problem(`${what} offers neither RS256 nor ES256 for ID tokens. Switch one of them on.`);
  }
  // RFC 8414 section 2: without the list there is no PKCE. Entra ID has it without saying so.
  const challenges = document.code_challenge_methods_supported;
  const hasPkce = challenges?.includes("S256") ?? client.kind === "azure-ad";
  if (!hasPkce) {
    throw problem(`${what} does not offer PKCE with S256. Switch it on at the provider.`);
  }
  return {
    issuer: document.issuer,
    authorizationEndpoint: document.authorization_endpoint,
    tokenEndpoint: document.token_endpoint,
    keysAddress: document.jwks_uri,
    userinfoEndpoint: document.userinfo_endpoint ?? null,
    algorithms,
    authentication: authenticationOf(document.token_endpoint_auth_methods_supported, what),
    namesIssuer: document.authorization_response_iss_parameter_supported ?? false,
  };
}

/** In the body when that is offered: vendors disagree on how a Basic header is encoded. */
function authenticationOf(offered: string[] | undefined, what: string): AuthenticationMethod {
  if (offered?.includes("client_secret_post")) return "client_secret_post";
  // RFC 8414 section 2: the default without a list.
  if (!offered || offered.includes("client_secret_basic")) return "client_secret_basic";
  throw problem(
    `${what} offers no client authentication by secret. Allow client_secret_basic or client_secret_post.`,
  );
}

function problem(message: string): ProviderProblem {
  return new ProviderProblem("discovery", message);
}

function clip(text: string): string {
  return text.replace(/\p{Cc}/gu, "").slice(0, 200);
}
