import type { IncomingMessage, ServerResponse } from "node:http";
import { DISCOVERY_COOKIE, discover } from "#domain/sign-in/discover.ts";
import { clearCookie, serializeCookie } from "#platform/cookies.ts";
import { env } from "#platform/env.ts";
import { answerNeutrally, NEUTRAL_BODY_BYTES } from "./neutral-answer.ts";
import { isAllowedOrigin } from "./origin.ts";
import { readJsonObject } from "./read-body.ts";
import { requestInfo } from "./request-info.ts";

/**
 * `POST /api/auth/msp/sso/discover`. Whatever comes in, the answer is 200 and a list, empty for
 * all that is wrong with the request, so that the answer tells nothing but the domain's providers.
 */
export async function handleDiscover(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const startedAt = performance.now();
  const info = requestInfo(req);
  const body = await readJsonObject(req, NEUTRAL_BODY_BYTES);
  const email = body && "email" in body && isAllowedOrigin(req) ? body.email : null;
  const { providers, cookie } = await discover(email, info);
  answerNeutrally(res, {
    info,
    startedAt,
    route: "discover",
    body: JSON.stringify({ ok: true, providers }),
    cookie:
      cookie === null
        ? clearCookie(DISCOVERY_COOKIE)
        : serializeCookie(DISCOVERY_COOKIE, cookie, { maxAgeSeconds: env.DISCOVERY_TTL_SECONDS }),
  });
}
