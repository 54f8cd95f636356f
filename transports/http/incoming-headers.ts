import type { IncomingMessage } from "node:http";
import type { RequestInfo } from "#domain/kernel/context.ts";
import { isTrustedProxy } from "#platform/client-address.ts";
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

export type ArrivedBy = { host: string; proxy: "none" | "trusted" | "untrusted" };

const LONGEST_HOST = 260;

/**
 * The host that was asked for, and whether a proxy stands in between, before `stripHeaders` removes
 * what tells it. What a proxy says of the host counts only when TRUSTED_PROXIES names it.
 */
export function arrivedBy({ headers, socket }: IncomingMessage): ArrivedBy {
  const cut = (host: string | undefined) => (host ?? "").trim().slice(0, LONGEST_HOST);
  const host = cut(headers.host);
  if (headers["x-forwarded-for"] === undefined) return { host, proxy: "none" };
  if (!isTrustedProxy(socket.remoteAddress)) return { host, proxy: "untrusted" };
  const asked = headers["x-forwarded-host"];
  return { host: typeof asked === "string" ? cut(asked.split(",")[0]) : host, proxy: "trusted" };
}

/**
 * Tells the pages what they may rely on. The host is BASE_URL's whatever the request said, so that
 * nothing behind can be talked into another one.
 */
export function addInternalHeaders(
  request: IncomingMessage,
  { info, arrival, policy }: { info: RequestInfo; arrival: ArrivedBy; policy: string },
): void {
  const { headers } = request;
  // Only for the setup to say that it is not BASE_URL's: nothing is ever made from it.
  headers["x-gatehouse-asked-host"] = arrival.host;
  headers["x-gatehouse-proxy"] = arrival.proxy;
  headers.host = env.baseUrl.host;
  headers["x-forwarded-host"] = env.baseUrl.host;
  headers["x-forwarded-proto"] = env.isHttps ? "https" : "http";
  headers["x-forwarded-for"] = info.address;
  headers["x-gatehouse-request-id"] = info.requestId;
  headers["x-gatehouse-address"] = info.address;
  // Where a signed-out visitor comes back to: a page itself is not told its own address.
  headers["x-gatehouse-path"] = request.url ?? "/";
  // Next reads the nonce for its own scripts from here.
  headers["content-security-policy"] = policy;
}
