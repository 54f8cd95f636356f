import type Provider from "oidc-provider";
import { z } from "zod";
import { addressBucket } from "#platform/client-address.ts";
import { env } from "#platform/env.ts";
import { rateLimit } from "#platform/rate-limit.ts";
import { requestInfo } from "#transports/http/request-info.ts";
import { html } from "./pages/html.ts";
import { showPage } from "./pages/page.ts";
import { routes } from "./routes.ts";

type Middleware = Parameters<Provider["use"]>[0];

/** User codes have 34 bits: whoever guesses gets ten a minute (RFC 8628 section 5.1). */
const guesses = rateLimit("device-user-code", { points: 10, durationSeconds: 60 });

const answer = z.looseObject({ user_code: z.string() });

/**
 * The device endpoint and the page stand at one address, for a POST and a GET; the library knows two.
 * A code in the page's address is filled in for the person, and not posted by a script.
 */
export const devicePages: Middleware = async (ctx, next) => {
  if (ctx.path === routes.code_verification && ctx.method === "POST") {
    const { allowed, retryAfterSeconds } = await guesses.take(
      addressBucket(requestInfo(ctx.req).address),
    );
    if (!allowed) return tooMany(ctx, retryAfterSeconds);
  }
  if (ctx.path === routes.device_authorization && ctx.method === "GET") {
    const { user_code: userCode } = ctx.query;
    ctx.state["userCode"] = Array.isArray(userCode) ? userCode[0] : userCode;
    ctx.path = routes.code_verification;
    ctx.querystring = "";
  }
  await next();
  const found = ctx.path === routes.device_authorization && answer.safeParse(ctx.body).data;
  if (!found) return;
  const page = `${env.BASE_URL}${routes.device_authorization}`;
  ctx.body = {
    ...found,
    verification_uri: page,
    verification_uri_complete: `${page}?user_code=${encodeURIComponent(found.user_code)}`,
  };
};

function tooMany(ctx: Parameters<Middleware>[0], retryAfterSeconds: number): void {
  ctx.status = 429;
  ctx.set("Retry-After", String(retryAfterSeconds));
  showPage(ctx, {
    title: "Too many codes",
    body: html`<p>Too many codes came from your network. Try again in ${retryAfterSeconds} seconds.</p>`,
  });
}
