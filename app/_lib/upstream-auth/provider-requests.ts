import {
  quotable,
  tokenError,
  tokenRequest,
} from "#domain/identity-providers/client-authentication.ts";
import { verifyIdToken } from "#domain/identity-providers/provider-keys.ts";
import { ProviderProblem, requestProblem } from "#domain/identity-providers/provider-problem.ts";
import { redirectUriOf } from "#domain/identity-providers/redirect-uri.ts";
import type { Attempt } from "./attempt.ts";

/** A newest secret, and the one that it replaces while the provider may not know it yet. */
const SECRETS_TRIED = 2;

/**
 * The `fetch` that Auth.js reaches the provider with. Discovery is answered from what is known and
 * checked already; a token answer is passed on only after its ID token was verified, which Auth.js
 * leaves out: it trusts the connection instead. It asks for nothing else.
 */
export function providerRequests(attempt: Attempt): typeof fetch {
  const { document } = attempt.provider;
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (address.endsWith("/.well-known/openid-configuration")) return discoveryAnswer(attempt);
    if (
      address !== new URL(document.tokenEndpoint).href ||
      !(init?.body instanceof URLSearchParams)
    )
      throw new TypeError("Auth.js asked for something that no sign-in needs");
    // Auth.js compares the state before it redeems the code.
    attempt.isSpent = true;
    const parameters = new URLSearchParams(init.body);
    parameters.set("redirect_uri", redirectUriOf(attempt.kind));
    return redeem(attempt, parameters);
  };
}

/**
 * The discovery document in the form that Auth.js reads. Entra ID's tokens name one of many
 * issuers, and Auth.js knows but one: it reads it when it compares, and by then the verified token
 * has named it.
 */
function discoveryAnswer(attempt: Attempt): Response {
  const { document } = attempt.provider;
  const answer = {
    get issuer() {
      return attempt.issuer ?? attempt.client.issuer;
    },
    authorization_endpoint: document.authorizationEndpoint,
    token_endpoint: document.tokenEndpoint,
    // Auth.js insists on one, and never asks it.
    userinfo_endpoint: document.userinfoEndpoint ?? document.tokenEndpoint,
    id_token_signing_alg_values_supported: document.algorithms,
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: document.namesIssuer,
  };
  return Object.assign(Response.json(null), { json: async () => answer });
}

async function redeem(attempt: Attempt, parameters: URLSearchParams): Promise<Response> {
  const { client, provider } = attempt;
  const response = await askForTokens(attempt, parameters);
  const error = await tokenError(response);
  if (error) {
    const said = quotable(`${error.code} ${error.description}`, client);
    throw new ProviderProblem("client", `The token endpoint refused the code: ${said}`);
  }
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const idToken: unknown =
    typeof body === "object" && body !== null ? Reflect.get(body, "id_token") : null;
  if (typeof idToken !== "string") {
    throw new ProviderProblem("client", "The token endpoint's answer has no ID token.");
  }
  const claims = await verifyIdToken(idToken, client, provider.document, provider.keys);
  attempt.issuer = claims.iss;
  return response;
}

/** RFC 6749 section 5.2: `invalid_client` comes before the code is looked at, so it is still good. */
async function askForTokens(attempt: Attempt, parameters: URLSearchParams): Promise<Response> {
  const { client, provider } = attempt;
  const { tokenEndpoint, authentication } = provider.document;
  let response: Response | null = null;
  for (const secret of client.clientSecrets.slice(0, SECRETS_TRIED)) {
    const request = tokenRequest(authentication, client, secret, parameters);
    response = await provider
      .fetch(tokenEndpoint, { ...request, redirect: "manual" })
      .catch((error: unknown) => {
        throw requestProblem("client", "The token endpoint", error);
      });
    if ((await tokenError(response))?.code !== "invalid_client") return response;
  }
  if (!response) throw new ProviderProblem("client", "The provider has no client secret.");
  return response;
}
