import { NextRequest } from "next/server";
import NextAuth, { AuthError } from "next-auth";
import { z } from "zod";
import { env } from "#platform/env.ts";
import { type Attempt, SignInFailure } from "./attempt.ts";
import { AUTH_JS_PATH, authJsConfig, type LetIn, type Tokens } from "./auth-js-config.ts";
import { checksOf, onlyChecks } from "./flow-cookies.ts";

const csrfAnswer = z.object({ csrfToken: z.string() });

/**
 * Where the provider asks the person, with state, nonce and PKCE challenge, and the `Set-Cookie`
 * lines that the callback will be checked by. Throws what went wrong.
 */
export async function authorizationRequest(
  attempt: Attempt,
): Promise<{ address: string; cookies: string[] }> {
  const { GET, POST } = handlersFor(attempt, async () => {
    throw new SignInFailure("Nobody signs in before the callback.");
  });
  // Auth.js starts by POST with its CSRF token only. Here the signed resolution stands for that,
  // so this is both ends of that exchange.
  const csrf = await GET(ownRequest("/csrf"));
  const { csrfToken } = csrfAnswer.parse(await csrf.json());
  const cookie = csrf.headers.getSetCookie().map((line) => line.split(";")[0]);
  const response = await POST(
    ownRequest(`/signin/${attempt.kind}`, {
      method: "POST",
      headers: { cookie: cookie.join("; ") },
      body: new URLSearchParams({ csrfToken }),
    }),
  );
  const address = URL.parse(response.headers.get("location") ?? "");
  const endpoint = new URL(attempt.provider.document.authorizationEndpoint);
  if (attempt.failure || address?.host !== endpoint.host || !address.searchParams.has("state")) {
    throw attempt.failure ?? new SignInFailure("Auth.js made no authorization request.");
  }
  return { address: address.href, cookies: onlyChecks(response.headers.getSetCookie()) };
}

/**
 * Takes the provider's answer: compares the state, redeems the code, validates the ID token, and
 * has `letIn` decide about the person. Out: what that returned. Throws what went wrong, also what
 * `letIn` threw.
 */
export async function authorizationResponse<LetInAs extends { cookie: { value: string } }>(
  attempt: Attempt,
  request: Request,
  letIn: (tokens: Tokens) => Promise<LetInAs>,
): Promise<LetInAs> {
  const outcome: { person: LetInAs | null } = { person: null };
  const given = parametersOf(request);
  const { GET } = handlersFor(attempt, async (tokens) => {
    outcome.person = await letIn(tokens);
    return outcome.person;
  });
  await GET(
    ownRequest(`/callback/${attempt.kind}?${given}`, {
      headers: { cookie: checksOf(request.headers.get("cookie")) },
    }),
  );
  if (attempt.failure) throw failureOf(attempt, given);
  if (!outcome.person) throw new SignInFailure("Auth.js let nobody in, without saying why.");
  return outcome.person;
}

/** Auth.js compares the state, then looks for an error; it keeps that it found one, and not which. */
function failureOf(attempt: Attempt, given: URLSearchParams): unknown {
  const { failure } = attempt;
  if (!(failure instanceof AuthError) || failure.type !== "OAuthCallbackError") return failure;
  attempt.isSpent = true;
  const said = [given.get("error"), given.get("error_description")].filter(Boolean).join(" ");
  return new SignInFailure(`The provider answered with an error: ${said}`);
}

function handlersFor(attempt: Attempt, letIn: LetIn) {
  return NextAuth(() => authJsConfig(attempt, letIn)).handlers;
}

type Init = ConstructorParameters<typeof NextRequest>[1];

/** Next puts its own host into the addresses of requests; the one that people use is BASE_URL. */
function ownRequest(path: string, init?: Init): NextRequest {
  return new NextRequest(`${env.BASE_URL}${AUTH_JS_PATH}${path}`, init);
}

/** The parameters of an authorization response. Auth.js would take the last one of duplicates. */
function parametersOf(request: Request): URLSearchParams {
  const given = new URL(request.url).searchParams;
  const taken = new URLSearchParams();
  for (const name of ["code", "state", "iss", "error", "error_description"]) {
    const [value, ...more] = given.getAll(name);
    if (more.length > 0) throw new SignInFailure(`The callback has ${name} more than once.`);
    if (value !== undefined) taken.set(name, value);
  }
  return taken;
}
