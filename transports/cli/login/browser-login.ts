import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { commandLineClient } from "#domain/command-line/client.ts";
import { CommandError } from "#transports/cli/failure.ts";
import { askTokens, ProviderRefusal } from "./ask-provider.ts";
import { sendEndPage } from "./end-page.ts";
import type { KeptLogin } from "./kept-login.ts";
import { openBrowser } from "./open-browser.ts";

const WAIT_MS = 10 * 60_000;

/**
 * Signs in by the person's browser (RFC 8252): it comes back to a port of the loopback address that
 * listens for this one answer. In: the issuer, and how to tell the person something. Out: the tokens.
 * Throws `CommandError` when they refuse, or do not come back.
 */
export async function browserLogin(
  issuer: string,
  tell: (text: string) => void,
): Promise<KeptLogin> {
  const verifier = randomBytes(32).toString("base64url");
  const state = randomBytes(32).toString("base64url");
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const redirectUri = redirectUriOf(server);
  const address = new URL("/oauth2/auth", issuer);
  address.search = new URLSearchParams({
    client_id: commandLineClient.clientId,
    response_type: "code",
    redirect_uri: redirectUri,
    scope: commandLineClient.scopes.join(" "),
    resource: `${issuer}/v1`,
    // What "offline_access" takes (OpenID Connect Core 1.0 section 11); the server asks in any case.
    prompt: "consent",
    state,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  }).toString();
  tell(`Open this address in a browser on this computer to sign in:\n\n  ${address}\n\n`);
  openBrowser(address.href);
  try {
    return await answerAt(server, { issuer, state }, (code) =>
      askTokens(issuer, {
        grant_type: "authorization_code",
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      }),
    );
  } finally {
    server.close();
    server.closeIdleConnections();
  }
}

/** Waits for the browser, redeems what it brings, and lets it show how that went. */
async function answerAt(
  server: Server,
  expected: { issuer: string; state: string },
  redeem: (code: string) => Promise<KeptLogin>,
): Promise<KeptLogin> {
  const { promise, resolve, reject } = Promise.withResolvers<KeptLogin>();
  const timer = setTimeout(() => {
    reject(new CommandError("Nobody signed in within ten minutes. Run `gatehouse login` again."));
  }, WAIT_MS);
  let isAnswered = false;
  server.on("request", (request, response) => {
    const url = URL.parse(request.url ?? "", "http://127.0.0.1");
    const query = url?.searchParams;
    // Other programs, and pages of other sites, can ask this port too: they do not know the state.
    const isOurs =
      request.method === "GET" &&
      url?.pathname === "/callback" &&
      query !== undefined &&
      isSame(query.get("state"), expected.state) &&
      query.get("iss") === expected.issuer;
    if (!isOurs || isAnswered) return sendStray(response);
    isAnswered = true;
    finish(query, response, redeem).then(resolve, reject);
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}

async function finish(
  query: URLSearchParams,
  response: ServerResponse,
  redeem: (code: string) => Promise<KeptLogin>,
): Promise<KeptLogin> {
  try {
    const error = query.get("error");
    if (error !== null) throw new ProviderRefusal(error, query.get("error_description") ?? "");
    const login = await redeem(query.get("code") ?? "");
    const text = "The command line is signed in. You can close this page and go back to it.";
    sendEndPage(response, { status: 200, title: "You are signed in", text });
    return login;
  } catch (error) {
    const why = error instanceof Error ? error.message : "The sign-in failed";
    const text = `${why.replace(/\.?$/, ".")} Go back to the command line and try again.`;
    sendEndPage(response, { status: 400, title: "You are not signed in", text });
    throw error;
  }
}

function sendStray(response: ServerResponse): void {
  const text = "This address is no answer to a sign-in that is under way.";
  sendEndPage(response, { status: 404, title: "Nothing here", text });
}

function redirectUriOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  const uri = new URL(commandLineClient.redirectUri);
  uri.port = String(address.port);
  return uri.href;
}

function isSame(shown: string | null, expected: string): boolean {
  const [a, b] = [Buffer.from(shown ?? ""), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
