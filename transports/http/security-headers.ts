import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { env } from "#platform/env.ts";

const directives = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The policy of one page, with a nonce of its own for Next's scripts. */
export function pagePolicy(): string {
  const nonce = randomBytes(16).toString("base64");
  const scripts = `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`;
  return `${directives}; ${scripts}${env.isHttps ? "; upgrade-insecure-requests" : ""}`;
}

/** The policy of what is not a page: nothing may run or load. */
export const dataPolicy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** What every answer carries, whatever it is. */
export function fixedHeaders(): readonly (readonly [string, string])[] {
  return env.isHttps ? withHttps : always;
}

const always: readonly (readonly [string, string])[] = [
  ["X-Content-Type-Options", "nosniff"],
  // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
  ["Referrer-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["X-Frame-Options", "DENY"],
];
const withHttps: typeof always = [...always, ["Strict-Transport-Security", "max-age=31536000"]];

/** Sets the headers of an answer whose handler does not know them. */
export function setSecurityHeaders(
  response: ServerResponse,
  requestId: string,
  policy: string,
): void {
  response.setHeader("X-Request-Id", requestId);
  response.setHeader("Content-Security-Policy", policy);
  for (const [name, value] of fixedHeaders()) response.setHeader(name, value);
}
