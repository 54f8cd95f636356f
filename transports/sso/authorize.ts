import type { IncomingMessage, ServerResponse } from "node:http";
import { type FoundSsoClient, findByClientId } from "#domain/sso-clients/find-by-client-id.ts";
import { matchesRegistered } from "#domain/sso-clients/redirect-uri-rules.ts";
import { holdSsoRequest } from "#domain/sso-requests/hold.ts";
import { sendPage } from "#transports/oidc/pages/page.ts";
import { rejectedPage } from "./pages.ts";
import { redirect, withAnswer } from "./redirect.ts";
import { CONTINUE_PATH } from "./routes.ts";

const LONGEST_STATE = 2_000;
const ONCE = ["client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method"];

/**
 * Takes a service's request in and leads the browser on under its nonce. Nothing is ever sent to a
 * redirect URI before the registry knows it (RFC 9700 section 4.11).
 */
export async function authorize(
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const clientId = query.get("client_id") ?? "";
  const redirectUri = query.get("redirect_uri") ?? "";
  const refuse = (error: string, reason: string) =>
    sendPage(request, response, rejectedPage({ request, error, reason, clientId, redirectUri }));
  const twice = ONCE.find((name) => query.getAll(name).length > 1);
  if (twice) return refuse("invalid_request", `The parameter ${twice} stands there twice.`);
  const client = await findByClientId(clientId);
  if (!client || !isUsable(client)) {
    return refuse("invalid_client", "There is no such client, or it is switched off.");
  }
  if (!matchesRegistered(client.redirectUris, redirectUri)) {
    return refuse("invalid_redirect_uri", "This redirect URI is not registered for the client.");
  }
  const state = query.get("state") ?? "";
  const codeChallenge = query.get("code_challenge");
  const problem = problemOf(client, { state, codeChallenge, query });
  if (problem !== null) {
    const answer = {
      error: "invalid_request",
      error_description: problem,
      ...(state && { state }),
    };
    return redirect(response, withAnswer(redirectUri, answer));
  }
  const nonce = await holdSsoRequest({ clientId, redirectUri, state, codeChallenge });
  redirect(response, `${CONTINUE_PATH}${nonce}`);
}

/** Whether a client may use this flow now. Strangers' clients ask for consent, which it has none of. */
export function isUsable(client: FoundSsoClient): boolean {
  return (
    client.enabled &&
    client.tenant.status === "active" &&
    client.firstParty &&
    client.grantTypes.includes("authorization_code") &&
    (client.authMethod === "client_secret_basic" || client.authMethod === "none")
  );
}

function problemOf(
  client: FoundSsoClient,
  asked: { state: string; codeChallenge: string | null; query: URLSearchParams },
): string | null {
  if (asked.state === "" || asked.state.length > LONGEST_STATE) {
    return `Send a state of 1 to ${LONGEST_STATE} characters.`;
  }
  const method = asked.query.get("code_challenge_method");
  if (asked.codeChallenge === null) {
    if (method !== null) return "A code_challenge_method takes a code_challenge.";
    return client.type === "public" ? "A public client sends a code_challenge (RFC 7636)." : null;
  }
  if (method !== "S256") return "The one code_challenge_method is S256.";
  return /^[\w-]{43}$/.test(asked.codeChallenge) ? null : "This is no code_challenge of S256.";
}
