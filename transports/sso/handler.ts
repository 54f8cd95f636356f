import type { IncomingMessage, ServerResponse } from "node:http";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { sendFailurePage } from "#transports/http/failure-page.ts";
import { problemOf } from "#transports/http/problem.ts";
import { requestInfo } from "#transports/http/request-info.ts";
import { authorize } from "./authorize.ts";
import { continueRequest } from "./continue.ts";
import { AUTHORIZE_PATH, CONTINUE_PATH, TOKEN_PATH } from "./routes.ts";
import { exchangeCode } from "./token.ts";

/** Answers the plain flow's requests: for services that want no OpenID library. */
export async function handleSso(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://gatehouse.invalid");
  const isToken = pathname === TOKEN_PATH;
  const allowed = isToken ? "POST" : "GET";
  if (request.method !== allowed) {
    response.writeHead(405, { Allow: allowed, "Cache-Control": "no-store" }).end();
    return;
  }
  try {
    if (isToken) return await exchangeCode(request, response);
    if (pathname === AUTHORIZE_PATH) return await authorize(request, response, searchParams);
    return await continueRequest(request, response, pathname.slice(CONTINUE_PATH.length));
  } catch (error) {
    sendFailure(request, response, translateDatabaseError(error), isToken);
  }
}

function sendFailure(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  isToken: boolean,
): void {
  const found = problemOf(error, requestInfo(request).requestId);
  if (!isToken) {
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
