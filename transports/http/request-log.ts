import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestInfo } from "#domain/kernel/context.ts";
import { log } from "#platform/log.ts";
import { requestSeconds } from "#platform/metrics.ts";

/** What stands in these paths is what a browser is known by on its way through a sign-in. */
const WITH_ID = /^(\/oauth2\/(?:auth|interaction|device\/verify))\/.+/;

/** The path as a log may have it. */
export function loggedPath(path: string): string {
  return path.replace(WITH_ID, "$1/*");
}

/** Logs and times a request when its answer ends. The path only: a query may hold an address. */
export function recordRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { info, path }: { info: RequestInfo; path: string },
): void {
  const startedAt = performance.now();
  const { method = "" } = request;
  response.once("close", () => {
    const durationMs = performance.now() - startedAt;
    const status = response.statusCode;
    const route = areaOf(path);
    requestSeconds.observe({ method: methodOf(method), route, status }, durationMs / 1000);
    const level = route === "/_next/static" ? "debug" : "info";
    log[level](
      {
        requestId: info.requestId,
        method,
        path: loggedPath(path),
        status,
        durationMs: Math.round(durationMs * 10) / 10,
        address: info.address,
        ...(!response.writableFinished && { aborted: true }),
      },
      "request",
    );
  });
}

/** Few enough to be a metric's label, whatever strangers ask for. */
function areaOf(path: string): string {
  if (path.startsWith("/_next/static/")) return "/_next/static";
  if (path.startsWith("/v1/")) return "/v1";
  if (path.startsWith("/oauth2/")) return "/oauth2";
  if (path.startsWith("/.well-known/")) return "/.well-known";
  if (path.startsWith("/api/auth/")) return "/api/auth";
  if (path.startsWith("/auth/msp/")) return "/auth/msp";
  return "page";
}

function methodOf(method: string): string {
  return ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].includes(method) ? method : "other";
}
