import type { Hono, Context as HonoContext } from "hono";
import { frontchannelLogouts } from "#domain/grants/frontchannel-logouts.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { endAllOwnSessions, endOwnSession } from "#domain/sessions/end-own.ts";
import { findSession } from "#domain/sessions/find.ts";
import { SESSION_COOKIE } from "#domain/sessions/token.ts";
import { submitSignInForm } from "#domain/sign-in/submit-form.ts";
import { clearCookie, parseCookies, serializeCookie } from "#platform/cookies.ts";
import { env } from "#platform/env.ts";
import { signingOutPage } from "#transports/oidc/pages/logout-pages.ts";
import { pageResponse } from "#transports/oidc/pages/page.ts";
import type { ApiEnv } from "./api-env.ts";
import { NEUTRAL_BODY_BYTES } from "./neutral-answer.ts";
import { readText } from "./read-text.ts";

/** Adds what the sign-in pages post, as plain forms: they work with and without JavaScript. */
export function mountSignIn(app: Hono<ApiEnv>): void {
  app.post("/auth/msp/signin", signIn);
  app.post("/auth/msp/signout", signOut);
}

async function signIn(c: HonoContext<ApiEnv>): Promise<Response> {
  const form = new URLSearchParams(await readText(c, NEUTRAL_BODY_BYTES));
  const field = (name: string) => form.get(name) ?? "";
  const { location, cookies } = await submitSignInForm(
    {
      email: field("username") || field("email"),
      password: field("password"),
      provider: field("provider"),
      callbackUrl: field("callbackUrl"),
    },
    parseCookies(c.req.header("cookie")),
    c.env.info,
  );
  const lines = cookies.map(({ name, value, maxAgeSeconds }) =>
    value === null ? clearCookie(name) : serializeCookie(name, value, { maxAgeSeconds }),
  );
  return seeOther(location, lines);
}

async function signOut(c: HonoContext<ApiEnv>): Promise<Response> {
  const form = new URLSearchParams(await readText(c, NEUTRAL_BODY_BYTES));
  const cookie = `${env.cookiePrefix}${SESSION_COOKIE}`;
  const person = await findSession(parseCookies(c.req.header("cookie")).get(cookie));
  let frames: string[] = [];
  if (person) {
    const { actor } = person;
    frames = await frontchannelLogouts(actor);
    const ctx = { actor, tenantId: actor.tenantId, request: c.env.info };
    const end = form.get("everywhere") === "yes" ? endAllOwnSessions : endOwnSession;
    await end(ctx, {}).catch(ignoreGone);
  }
  if (frames.length === 0) return seeOther("/auth/msp/signin", [clearCookie(cookie)]);
  const page = signingOutPage("/auth/msp/signin", frames);
  const response = pageResponse(c.req.header("cookie"), page);
  response.headers.append("Set-Cookie", clearCookie(cookie));
  return response;
}

/** A second tab may have signed out meanwhile. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof GatehouseError && error.code === "not_found")) throw error;
}

/** The answer to a posted form: the next page is fetched by GET, so that a reload posts nothing. */
function seeOther(location: string, cookies: readonly string[]): Response {
  const headers = new Headers({ Location: location, "Cache-Control": "no-store" });
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return new Response(null, { status: 303, headers });
}
