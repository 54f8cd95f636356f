import type { IncomingMessage, ServerResponse } from "node:http";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { publicKeySet } from "#domain/signing-keys/key-set.ts";
import { KEY_SET_MAX_AGE_SECONDS } from "#domain/signing-keys/schemas.ts";
import { env } from "#platform/env.ts";
import { log } from "#platform/log.ts";
import { sendFailurePage } from "#transports/http/failure-page.ts";
import { problemOf } from "#transports/http/problem.ts";
import { requestInfo } from "#transports/http/request-info.ts";
import { handleInteraction } from "./interaction.ts";
import { runningProvider } from "./provider.ts";
import { INTERACTION_PATH, isForPrograms, routes } from "./routes.ts";

/**
 * What the library's own little pages may do: post a form by a script of theirs, whose hash they add,
 * to wherever the answer belongs.
 */
const browserPolicy =
  "default-src 'none'; script-src 'report-sample'; base-uri 'none'; frame-ancestors 'none'";

/** Answers the OpenID Provider's requests. */
export async function handleOpenId(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request);
  const forPrograms = isForPrograms(request.method ?? "", path);
  try {
    if (path === routes.jwks && (request.method === "GET" || request.method === "HEAD")) {
      return await sendKeySet(response);
    }
    const { provider, callback } = await runningProvider();
    if (path.startsWith(INTERACTION_PATH)) {
      return await handleInteraction(provider, request, response, path);
    }
    if (forPrograms) delete request.headers.cookie;
    else response.setHeader("Content-Security-Policy", browserPolicy);
    if (path.startsWith("/.well-known/"))
      response.setHeader("Cache-Control", "public, max-age=300");
    const { headers } = request;
    headers.host = env.baseUrl.host;
    headers["x-forwarded-proto"] = env.baseUrl.protocol.slice(0, -1);
    await callback(request, response);
  } catch (error) {
    sendFailure(request, response, translateDatabaseError(error), forPrograms);
  }
}

/** Whoever validates tokens keeps the keys for an hour; new ones are published for longer before. */
async function sendKeySet(response: ServerResponse): Promise<void> {
  const text = JSON.stringify(await publicKeySet());
  response.writeHead(200, {
    "Content-Type": "application/jwk-set+json",
    "Cache-Control": `public, max-age=${KEY_SET_MAX_AGE_SECONDS}`,
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
  });
  response.end(text);
}

function sendFailure(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  forPrograms: boolean,
): void {
  const { requestId } = requestInfo(request);
  if (response.headersSent) {
    log.error({ err: error, requestId }, "the provider failed while it answered");
    response.destroy();
    return;
  }
  const found = problemOf(error, requestId);
  if (!forPrograms) {
    sendFailurePage(response, found, { retryPath: request.url ?? "/", error });
    return;
  }
  const isAway = error instanceof GatehouseError && error.code === "unavailable";
  response.writeHead(isAway ? 503 : 500, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    ...(isAway && { "Retry-After": String(error.retryAfterSeconds ?? 2) }),
  });
  const code = isAway ? "temporarily_unavailable" : "server_error";
  response.end(JSON.stringify({ error: code, error_description: found.detail }));
}

function pathOf({ url = "" }: IncomingMessage): string {
  const end = url.indexOf("?");
  return end === -1 ? url : url.slice(0, end);
}
