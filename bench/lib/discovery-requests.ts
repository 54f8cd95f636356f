import type { LoadRequest } from "./load-job.ts";

/** The n-th seeded domain; unknown ones have the same length. */
export function knownDomain(index: number): string {
  return `known-${String(index).padStart(6, "0")}.com`;
}

export function unknownDomain(index: number): string {
  return `other-${String(index).padStart(6, "0")}.com`;
}

/** Which ids the seeded tenants offer, and what the app fallback offers to everybody else. */
export const tenantProviders = ["google", "azure-ad"];
export const fallbackProviders = ["google"];

/** One request for every seeded domain and as many unknown ones; what each answer must be is known. */
export function discoveryRequests(baseUrl: string, domains: number): LoadRequest[] {
  return Array.from({ length: domains }, (_, index) => [
    discoveryRequest(baseUrl, `someone@${knownDomain(index)}`, tenantProviders),
    discoveryRequest(baseUrl, `someone@${unknownDomain(index)}`, fallbackProviders),
  ]).flat();
}

/** What a browser's `fetch` from the sign-in page sends. */
export function discoveryRequest(
  baseUrl: string,
  email: string,
  providers: readonly string[],
): LoadRequest {
  const body = JSON.stringify({ email });
  return {
    head: [
      "POST /api/auth/msp/sso/discover HTTP/1.1",
      `Host: ${new URL(baseUrl).host}`,
      "Content-Type: application/json",
      `Content-Length: ${body.length}`,
      `Origin: ${baseUrl}`,
      "Sec-Fetch-Site: same-origin",
      "X-Forwarded-For: ",
    ].join("\r\n"),
    tail: `\r\n\r\n${body}`,
    expect: `"providers":${JSON.stringify(providers)}`,
  };
}
