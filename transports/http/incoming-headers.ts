import type { IncomingMessage } from "node:http";
import type { RequestInfo } from "#domain/kernel/context.ts";
import { env } from "#platform/env.ts";

/** What Next's own browser code sends. Every other `next-*` header is Next talking to itself. */
const nextFromBrowser = new Set([
  "next-action",
  "next-router-prefetch",
  "next-router-segment-prefetch",
  "next-router-state-tree",
  "next-url",
]);

const refused = new Set([
  "content-security-policy",
  "content-security-policy-report-only",
  "forwarded",
]);

/**
 * Removes what only Next or a trusted proxy may set. No `x-` header of a browser means anything to
 * the pages, so all of them go: `x-middleware-*`, `x-invoke-*`, `x-matched-path`, `x-nonce`,
 * `x-nextjs-*`, `x-forwarded-*`, `x-gatehouse-*` and whatever a later release of Next invents.
 */
export function stripHeaders(request: IncomingMessage): void {
  const { headers } = request;
  for (const name of Object.keys(headers)) {
    const isInternal =
      name.startsWith("x-") || (name.startsWith("next-") && !nextFromBrowser.has(name));
    if (isInternal || refused.has(name)) delete headers[name];
  }
}

/**
 * Tells the pages what they may rely on. The host is BASE_URL's whatever the request said, so that
 * nothing behind can be talked into another one.
 */
export function addInternalHeaders(
  request: IncomingMessage,
  info: RequestInfo,
  contentSecurityPolicy: string,
): void {
  const { headers } = request;
  headers.host = env.baseUrl.host;
  headers["x-forwarded-host"] = env.baseUrl.host;
  headers["x-forwarded-proto"] = env.isHttps ? "https" : "http";
  headers["x-forwarded-for"] = info.address;
  headers["x-gatehouse-request-id"] = info.requestId;
  headers["x-gatehouse-address"] = info.address;
  // Where a signed-out visitor comes back to: a page itself is not told its own address.
  headers["x-gatehouse-path"] = request.url ?? "/";
  // Next reads the nonce for its own scripts from here.
  headers["content-security-policy"] = contentSecurityPolicy;
}
