import type { IncomingMessage } from "node:http";
import { env } from "#platform/env.ts";
import { isLoopbackHost } from "#platform/env-values.ts";

/**
 * Where a browser belongs that opened this machine by another of its names, such as 127.0.0.1 for
 * localhost: its cookies and its origin would not be those of BASE_URL. Null for every other
 * request; behind a proxy, which may write any host, nothing is ever sent elsewhere.
 */
export function canonicalAddress({ method, headers, url = "" }: IncomingMessage): string | null {
  const { host } = headers;
  const isNavigation = method === "GET" && headers["sec-fetch-mode"] === "navigate";
  if (!isNavigation || host === undefined || host === env.baseUrl.host) return null;
  const asked = URL.parse(`http://${host}`);
  const bothLocal = isLoopbackHost(env.baseUrl.hostname) && isLoopbackHost(asked?.hostname ?? "");
  return bothLocal && asked?.port === env.baseUrl.port ? `${env.BASE_URL}${url}` : null;
}
