import type { IncomingMessage, ServerResponse } from "node:http";
import { DISCOVERY_COOKIE } from "#domain/sign-in/discover.ts";
import { START_FAILED } from "#domain/sign-in/messages.ts";
import { RESOLUTION_COOKIE, RESOLUTION_TTL_SECONDS } from "#domain/sign-in/resolution.ts";
import { resolve } from "#domain/sign-in/resolve.ts";
import { parseCookies, serializeCookie } from "#platform/cookies.ts";
import { answerNeutrally, NEUTRAL_BODY_BYTES } from "./neutral-answer.ts";
import { isAllowedOrigin } from "./origin.ts";
import { readJsonObject } from "./read-body.ts";
import { requestInfo } from "./request-info.ts";

/** The one answer to every failure, whatever its cause. */
const FAILED = JSON.stringify({ ok: false, message: START_FAILED });

/** `POST /api/auth/msp/sso/resolve`: where the provider's flow starts, or the one neutral failure. */
export async function handleResolve(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const startedAt = performance.now();
  const info = requestInfo(req);
  const body = await readJsonObject(req, NEUTRAL_BODY_BYTES);
  const discovery = parseCookies(req.headers.cookie).get(DISCOVERY_COOKIE);
  const found = await resolve(isAllowedOrigin(req) ? body : null, discovery, info);
  answerNeutrally(res, {
    info,
    startedAt,
    route: "resolve",
    body: found ? JSON.stringify({ ok: true, url: found.url }) : FAILED,
    cookie: found && resolutionCookie(found.cookie),
  });
}

/** The cookie that carries a resolution to the provider's flow. */
export function resolutionCookie(value: string): string {
  return serializeCookie(RESOLUTION_COOKIE, value, { maxAgeSeconds: RESOLUTION_TTL_SECONDS });
}
