import { env } from "#platform/env.ts";

/**
 * Gatehouse's own command line as the OpenID Provider knows it: a public client of the platform, the
 * same for the people of every tenant, registered nowhere.
 */
export const commandLineClient = {
  clientId: "gatehouse-cli",
  name: "Gatehouse command line",
  /** RFC 8252 section 7.3: any port of the loopback address. */
  redirectUri: "http://127.0.0.1/callback",
  scopes: ["openid", "offline_access", "api"],
} as const;

/** What its tokens are for (RFC 8707), which is nothing but our own API. In: the issuer. */
export function apiResource(issuer: string = env.BASE_URL): string {
  return `${issuer}/v1`;
}
