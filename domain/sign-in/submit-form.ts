import { randomBytes } from "node:crypto";
import type { RequestInfo } from "#domain/kernel/context.ts";
import { SESSION_COOKIE } from "#domain/sessions/token.ts";
import { env } from "#platform/env.ts";
import { safeReturnPath } from "#platform/safe-redirect.ts";
import { DISCOVERY_COOKIE, discover } from "./discover.ts";
import {
  ATTEMPT_COOKIE,
  ATTEMPT_TTL_SECONDS,
  type FormAttempt,
  signAttempt,
} from "./form-attempt.ts";
import { SIGN_IN_FAILED, START_FAILED } from "./messages.ts";
import { RESOLUTION_COOKIE, RESOLUTION_TTL_SECONDS } from "./resolution.ts";
import { resolve } from "./resolve.ts";
import { signInWithPassword } from "./with-password.ts";

/** The fields of the sign-in form, as they were posted. */
export type SignInFields = {
  email: string;
  password: string;
  /** The provider button that was pressed, or empty. */
  provider: string;
  callbackUrl: string;
};

/** Where the browser goes next, by GET, and the cookies that it takes along; null clears one. */
export type FormAnswer = {
  location: string;
  cookies: { name: string; value: string | null; maxAgeSeconds: number }[];
};

/**
 * Answers the sign-in form, which works with and without JavaScript: a provider button starts that
 * provider, a password signs in, and an email alone lights the buttons up. What was typed is kept,
 * but for the password. Throws `unavailable` when the database is away.
 */
export async function submitSignInForm(
  fields: SignInFields,
  cookies: ReadonlyMap<string, string>,
  request: RequestInfo,
): Promise<FormAnswer> {
  if (fields.provider !== "") return await startProvider(fields, cookies, request);
  if (fields.password !== "") return await checkPassword(fields, cookies, request);
  return await lightUp(fields, request);
}

async function startProvider(
  fields: SignInFields,
  cookies: ReadonlyMap<string, string>,
  request: RequestInfo,
): Promise<FormAnswer> {
  const { provider, email, callbackUrl } = fields;
  const body = { provider, email, callbackUrl };
  const started = await resolve(body, cookies.get(DISCOVERY_COOKIE), request);
  if (!started) return backToForm(fields, { failure: failure(START_FAILED, request) });
  const carried = {
    name: RESOLUTION_COOKIE,
    value: started.cookie,
    maxAgeSeconds: RESOLUTION_TTL_SECONDS,
  };
  return backToForm(fields, { startUrl: started.url }, [carried]);
}

async function checkPassword(
  fields: SignInFields,
  cookies: ReadonlyMap<string, string>,
  request: RequestInfo,
): Promise<FormAnswer> {
  const sessionCookie = `${env.cookiePrefix}${SESSION_COOKIE}`;
  const { email, password } = fields;
  const replaces = cookies.get(sessionCookie);
  const session = await signInWithPassword({ email, password, replaces }, request);
  if (!session) return backToForm(fields, { failure: failure(SIGN_IN_FAILED, request) });
  return {
    location: safeReturnPath(fields.callbackUrl) ?? "/",
    cookies: [
      {
        name: sessionCookie,
        value: session.token.reveal(),
        maxAgeSeconds: session.maxAgeSeconds,
      },
      ...[DISCOVERY_COOKIE, RESOLUTION_COOKIE, ATTEMPT_COOKIE].map(cleared),
    ],
  };
}

async function lightUp(fields: SignInFields, request: RequestInfo): Promise<FormAnswer> {
  const { providers, cookie } = await discover(fields.email, request);
  const discovery =
    cookie === null
      ? cleared(DISCOVERY_COOKIE)
      : { name: DISCOVERY_COOKIE, value: cookie, maxAgeSeconds: env.DISCOVERY_TTL_SECONDS };
  return backToForm(fields, { eligible: providers }, [discovery]);
}

/** Shows the form again, by an address of its own: a reload shows the same, and posts nothing. */
function backToForm(
  fields: SignInFields,
  came: Partial<FormAttempt>,
  cookies: FormAnswer["cookies"] = [],
): FormAnswer {
  const id = randomBytes(9).toString("base64url");
  const email = fields.email.slice(0, 320);
  const attempt: FormAttempt = {
    id,
    email,
    eligible: [],
    failure: null,
    startUrl: null,
    ...came,
  };
  const query = new URLSearchParams({ attempt: id });
  const returnTo = safeReturnPath(fields.callbackUrl);
  if (returnTo) query.set("callbackUrl", returnTo);
  const kept = {
    name: ATTEMPT_COOKIE,
    value: signAttempt(attempt),
    maxAgeSeconds: ATTEMPT_TTL_SECONDS,
  };
  return { location: `/auth/msp/signin?${query}`, cookies: [...cookies, kept] };
}

function failure(message: string, request: RequestInfo): FormAttempt["failure"] {
  return { message, requestId: request.requestId };
}

function cleared(name: string): FormAnswer["cookies"][number] {
  return { name, value: null, maxAgeSeconds: 0 };
}
