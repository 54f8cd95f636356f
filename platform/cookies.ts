import { env } from "./env.ts";

export type CookieOptions = {
  /** Seconds to live; without it the cookie ends with the browser session. */
  maxAgeSeconds?: number;
  httpOnly?: boolean;
  sameSite?: "Lax" | "Strict";
  path?: string;
};

const tokenPattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const maxPairBytes = 4096;

/**
 * A `Set-Cookie` value (RFC 6265 section 4.1): HttpOnly, SameSite=Lax and Path=/ unless told otherwise, Secure under
 * https. The value is percent-encoded. Throws on a bad name, on more than the 4096 bytes that browsers keep, and on
 * a `__Host-` cookie that browsers would drop.
 */
export function serializeCookie(name: string, value: string, options: CookieOptions = {}): string {
  const { maxAgeSeconds, httpOnly = true, sameSite = "Lax", path = "/" } = options;
  if (!tokenPattern.test(name)) throw new TypeError("A cookie's name is not a token");
  if (!/^\/[^;\p{Cc}]*$/u.test(path)) throw new TypeError("A cookie's path is malformed");
  if (name.startsWith("__Host-") && (!env.isHttps || path !== "/")) {
    throw new TypeError("A __Host- cookie needs https and Path=/");
  }
  const pair = `${name}=${encodeURIComponent(value)}`;
  if (pair.length > maxPairBytes) throw new RangeError(`The cookie ${name} exceeds 4096 bytes`);
  return [
    pair,
    `Path=${path}`,
    ...(maxAgeSeconds === undefined ? [] : [`Max-Age=${Math.floor(maxAgeSeconds)}`]),
    ...(httpOnly ? ["HttpOnly"] : []),
    ...(env.isHttps ? ["Secure"] : []),
    `SameSite=${sameSite}`,
  ].join("; ");
}

/** A `Set-Cookie` value that removes the cookie at Path=/. */
export function clearCookie(name: string): string {
  return serializeCookie(name, "", { maxAgeSeconds: 0 });
}

/**
 * The cookies of a `Cookie` header. Of duplicates the first wins (the longest path, RFC 6265 section 5.4); a piece
 * that is malformed is ignored, so it can neither count as a cookie nor hide another one.
 */
export function parseCookies(header: string | null | undefined): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const piece of (header ?? "").split(";")) {
    const split = piece.indexOf("=");
    const name = piece.slice(0, Math.max(split, 0)).trim();
    const value = decode(piece.slice(split + 1).trim());
    if (value === null || !tokenPattern.test(name) || cookies.has(name)) continue;
    cookies.set(name, value);
  }
  return cookies;
}

function decode(raw: string): string | null {
  const value = raw.replace(/^"(.*)"$/, "$1");
  // RFC 6265 section 4.1.1, cookie-octet.
  if (!/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/.test(value)) return null;
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
