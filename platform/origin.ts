import { env } from "./env.ts";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

export type RequestOrigin = {
  method: string;
  /** The `Origin` header. */
  origin: string | null | undefined;
  /** The `Sec-Fetch-Site` header. */
  secFetchSite: string | null | undefined;
};

/**
 * Whether a cookie-borne request may change state: its `Origin` is ours, or it has none and the browser says
 * `Sec-Fetch-Site: same-origin`. Without either it may not. Methods that change nothing always may.
 */
export function isSameOrigin(request: RequestOrigin, ours: string = env.BASE_URL): boolean {
  if (safeMethods.has(request.method)) return true;
  if (request.origin) return request.origin === ours;
  return request.secFetchSite === "same-origin";
}
