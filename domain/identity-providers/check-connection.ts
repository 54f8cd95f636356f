import { randomBytes } from "node:crypto";
import { importJWK } from "jose";
import { z } from "zod";
import type { ConnectionTest } from "#db/schema/identity-providers.ts";
import type { Secret } from "#platform/secret.ts";
import { quotable, tokenError, tokenRequest } from "./client-authentication.ts";
import { type ProviderDocument, readDocument } from "./provider-document.ts";
import { type ProviderFetch, providerFetch } from "./provider-fetch.ts";
import { ProviderProblem, requestProblem } from "./provider-problem.ts";
import { redirectUriOf } from "./redirect-uri.ts";
import type { UpstreamClient } from "./upstream-client.ts";

/**
 * Whether `client` could sign somebody in, as far as that shows without a person: its address, its
 * discovery document, its keys, and its client authentication, in that order. Asks afresh, takes
 * 15 seconds at most, and throws nothing that a provider can cause.
 */
export async function checkConnection(
  client: UpstreamClient,
  limitMs = 15_000,
): Promise<ConnectionTest> {
  const signal = AbortSignal.timeout(limitMs);
  const at = new Date().toISOString();
  const limited = providerFetch(client);
  const fetch: ProviderFetch = (url, init) => limited(url, { ...init, signal });
  try {
    const document = await readDocument(client, fetch);
    await checkKeys(document, fetch);
    await checkClient(client, document, fetch);
  } catch (error) {
    if (!(error instanceof ProviderProblem)) throw error;
    return { at, ok: false, stage: error.stage, message: error.message };
  }
  return { at, ok: true, stage: "client", message: "The provider knows this client and answers." };
}

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

async function checkKeys(document: ProviderDocument, fetch: ProviderFetch): Promise<void> {
  const what = `The key set at ${document.keysAddress}`;
  const response = await fetch(document.keysAddress).catch((error: unknown) => {
    throw requestProblem("keys", what, error);
  });
  const parsed = keySet.safeParse(await response.json().catch(() => null));
  if (response.status !== 200 || !parsed.success) {
    const detail = response.status === 200 ? "it is not one" : `status ${response.status}`;
    throw new ProviderProblem(
      "keys",
      `${what} could not be read: ${detail}. Check the provider's jwks_uri.`,
    );
  }
  for (const key of parsed.data.keys) if (await isUsable(key, document.algorithms)) return;
  throw new ProviderProblem(
    "keys",
    `${what} has no key that verifies ${document.algorithms.join(" or ")}. Switch one on at the provider.`,
  );
}

type Key = z.infer<typeof keySet>["keys"][number];

/** RFC 7517: `use` and `alg` are optional, and bind when they are there. */
async function isUsable(key: Key, algorithms: readonly string[]): Promise<boolean> {
  const algorithm = key.kty === "RSA" ? "RS256" : "ES256";
  if (!algorithms.includes(key["alg"] === undefined ? algorithm : String(key["alg"]))) return false;
  if (key["use"] !== undefined && key["use"] !== "sig") return false;
  return importJWK(key, algorithm).then(
    (imported) => !(imported instanceof Uint8Array),
    () => false,
  );
}

/** Redeems a code that nobody gave out: a provider that knows the client finds fault with the code. */
async function checkClient(
  client: UpstreamClient,
  document: ProviderDocument,
  fetch: ProviderFetch,
): Promise<void> {
  const [newest, older] = client.clientSecrets;
  if (!newest) throw new ProviderProblem("client", "There is no client secret. Enter one.");
  const verdict = await tryRedeeming(client, newest, document, fetch);
  if (verdict?.code === "invalid_grant") return;
  if (!verdict) {
    throw new ProviderProblem(
      "client",
      "The token endpoint accepted a code that nobody gave out, which no OpenID Provider does. Check the issuer.",
    );
  }
  const said = quotable(`${verdict.code} ${verdict.description}`, client);
  if (!["invalid_client", "unauthorized_client"].includes(verdict.code)) {
    throw new ProviderProblem(
      "client",
      `The token endpoint refused a test request: ${said}. Compare the client's settings at the provider, the redirect URI ${redirectUriOf(client.kind)} among them.`,
    );
  }
  const olderWorks =
    older && (await tryRedeeming(client, older, document, fetch))?.code === "invalid_grant";
  throw new ProviderProblem(
    "client",
    olderWorks
      ? `The provider refuses the newest client secret (${said}), and sign-ins go on with the older one. Copy the new secret again, or take it back.`
      : `The provider refuses this client id or client secret (${said}). Copy both again from the provider.`,
  );
}

async function tryRedeeming(
  client: UpstreamClient,
  secret: Secret,
  document: ProviderDocument,
  fetch: ProviderFetch,
): ReturnType<typeof tokenError> {
  const parameters = new URLSearchParams({
    grant_type: "authorization_code",
    code: randomBytes(24).toString("base64url"),
    redirect_uri: redirectUriOf(client.kind),
    code_verifier: randomBytes(32).toString("base64url"),
  });
  const request = tokenRequest(document.authentication, client, secret, parameters);
  const response = await fetch(document.tokenEndpoint, { ...request, redirect: "manual" }).catch(
    (error: unknown) => {
      throw requestProblem("client", "The token endpoint", error);
    },
  );
  return tokenError(response);
}
