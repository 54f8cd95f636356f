import { createHmac } from "node:crypto";
import type { ProviderKind } from "#domain/identity-providers/kinds.ts";
import { knownProvider } from "#domain/identity-providers/known-provider.ts";
import { upstreamClient } from "#domain/identity-providers/load-upstream-client.ts";
import type { RequestInfo } from "#domain/kernel/context.ts";
import { SESSION_COOKIE } from "#domain/sessions/token.ts";
import { completeUpstreamSignIn } from "#domain/sign-in/complete-upstream.ts";
import { recordSignInFailure } from "#domain/sign-in/record-failure.ts";
import {
  RESOLUTION_COOKIE,
  RESOLUTION_PURPOSE,
  type Resolution,
  resolutionSchema,
} from "#domain/sign-in/resolution.ts";
import { clearCookie, parseCookies, serializeCookie } from "#platform/cookies.ts";
import { env } from "#platform/env.ts";
import { deriveKey } from "#platform/keys.ts";
import { newRequestId } from "#platform/request-id.ts";
import { openPayload } from "#platform/signed.ts";
import { type Attempt, SignInFailure } from "./upstream-auth/attempt.ts";
import { authorizationRequest, authorizationResponse } from "./upstream-auth/auth-js.ts";
import { claimsOf } from "./upstream-auth/claims.ts";
import { failureReason, isAudited } from "./upstream-auth/failure-reason.ts";
import { clearChecks } from "./upstream-auth/flow-cookies.ts";

/** Our own rules, as the domain has them. */
const ourRules = { upstreamClient, completeUpstreamSignIn, recordSignInFailure };

export type SignInRules = typeof ourRules;

/**
 * Sends the browser to the provider that its resolution names. Every failure sends it back to the
 * sign-in page with the neutral error, and the reason to the audit log.
 */
export function startUpstreamSignIn(
  request: Request,
  kind: ProviderKind,
  rules: SignInRules = ourRules,
): Promise<Response> {
  return withAttempt(request, kind, rules, async (attempt) => {
    const { address, cookies } = await authorizationRequest(attempt);
    return redirect(address, cookies);
  });
}

/**
 * Takes the provider's answer and signs the person in, if our own rules let them in. Fails as
 * `startUpstreamSignIn` does.
 */
export function finishUpstreamSignIn(
  request: Request,
  kind: ProviderKind,
  rules: SignInRules = ourRules,
): Promise<Response> {
  return withAttempt(request, kind, rules, async (attempt, info) => {
    const { resolution, client } = attempt;
    const replaces = cookiesOf(request).get(`${env.cookiePrefix}${SESSION_COOKIE}`);
    const completed = await authorizationResponse(attempt, request, async (tokens) => {
      const claims = await claimsOf(tokens, attempt);
      const input = { resolution, client, claims, request: info, replaces };
      const outcome = await rules.completeUpstreamSignIn(input);
      if (outcome.kind === "signed-in") return outcome;
      throw new SignInFailure("Our own rules refused the person.", { isAudited: true });
    });
    const { name, value, maxAgeSeconds } = completed.cookie;
    const session = serializeCookie(name, value, { maxAgeSeconds });
    return redirect(completed.returnTo, [session, ...clearFlow()]);
  });
}

async function withAttempt(
  request: Request,
  kind: ProviderKind,
  rules: SignInRules,
  run: (attempt: Attempt, info: RequestInfo) => Promise<Response>,
): Promise<Response> {
  const info = requestInfo(request);
  const cookie = cookiesOf(request).get(RESOLUTION_COOKIE);
  const resolution = openPayload(RESOLUTION_PURPOSE, cookie, resolutionSchema);
  let attempt: Attempt | null = null;
  try {
    if (!cookie || !resolution) {
      throw new SignInFailure("The browser brought no valid resolution: none, expired or altered.");
    }
    if (resolution.kind !== kind) {
      throw new SignInFailure(`The resolution is for ${resolution.kind}, not for ${kind}.`);
    }
    const client = await rules.upstreamClient(resolution);
    if (!client) throw new SignInFailure("The provider is not there or not ready any more.");
    attempt = {
      kind,
      resolution,
      client,
      provider: await knownProvider(client),
      secret: createHmac("sha256", deriveKey("auth-js")).update(cookie).digest("base64url"),
      issuer: null,
      isSpent: false,
      failure: undefined,
    };
    return await run(attempt, info);
  } catch (error) {
    return neutral({ error, attempt, resolution, kind, info, rules });
  }
}

async function neutral(failed: {
  error: unknown;
  attempt: Attempt | null;
  resolution: Resolution | null;
  kind: ProviderKind;
  info: RequestInfo;
  rules: SignInRules;
}): Promise<Response> {
  const { error, attempt, resolution, kind, info, rules } = failed;
  if (!isAudited(error)) {
    const reason = failureReason(error);
    await rules.recordSignInFailure({ resolution, kind, reason, request: info });
  }
  const query = new URLSearchParams({ error: "sign_in", request: info.requestId });
  if (resolution) query.set("callbackUrl", resolution.returnTo);
  // A stray answer, to an older tab's sign-in say, must not end the one that is under way.
  return redirect(`/auth/msp/signin?${query}`, attempt?.isSpent ? clearFlow() : []);
}

function cookiesOf({ headers }: Request): Map<string, string> {
  return parseCookies(headers.get("cookie"));
}

function clearFlow(): string[] {
  return [...clearChecks(), clearCookie(RESOLUTION_COOKIE)];
}

function redirect(location: string, cookies: readonly string[]): Response {
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

/** As the front server states it; it drops what a browser sends under these names. */
function requestInfo({ headers }: Request): RequestInfo {
  return {
    requestId: headers.get("x-gatehouse-request-id") ?? newRequestId(),
    address: headers.get("x-gatehouse-address") ?? "",
    userAgent: headers.get("user-agent") ?? "",
  };
}
