import type { IncomingMessage } from "node:http";
import { isSameOrigin } from "#platform/origin.ts";

/**
 * Whether a request may change something. A browser adds cookies to a request of any site, so it
 * must come from ours. Without an `Origin` it passes when it carries no cookies: then there is
 * nothing to borrow. A bearer token is never added by a browser.
 */
export function isAllowedOrigin({ headers, method = "" }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"];
  const secFetchSite = typeof site === "string" ? site : undefined;
  if (isSameOrigin({ method, origin: headers.origin, secFetchSite })) return true;
  if (/^bearer /i.test(headers.authorization ?? "")) return true;
  return headers.origin === undefined && headers.cookie === undefined;
}
