import type { ServerResponse } from "node:http";

/** Sends a browser on. In: an address that was validated, or one of ours. */
export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location, "Cache-Control": "no-store" });
  response.end();
}

/** A validated redirect URI with an answer added to whatever query it has (RFC 6749 section 3.1.2). */
export function withAnswer(redirectUri: string, answer: Readonly<Record<string, string>>): string {
  const separator = redirectUri.includes("?") ? "&" : "?";
  return `${redirectUri}${separator}${new URLSearchParams(answer)}`;
}
