import { clearCookie, parseCookies } from "#platform/cookies.ts";
import { env } from "#platform/env.ts";

const checks = { state: "state", nonce: "nonce", pkceCodeVerifier: "pkce" } as const;

/** The cookies in which Auth.js keeps a sign-in's state, nonce and PKCE verifier, encrypted. */
export function checkCookies() {
  const options = {
    httpOnly: true,
    sameSite: "lax" as const,
    path: "/",
    secure: env.isHttps,
  };
  const cookie = (name: string) => ({ name: checkName(name), options });
  return {
    state: cookie(checks.state),
    nonce: cookie(checks.nonce),
    pkceCodeVerifier: cookie(checks.pkceCodeVerifier),
  };
}

/** Of `Set-Cookie` lines those that hold the checks: none of Auth.js's other cookies leaves the door. */
export function onlyChecks(lines: readonly string[]): string[] {
  return lines.filter((line) => checkNames().some((name) => line.startsWith(`${name}=`)));
}

/** A `Cookie` header with the checks alone: what else the browser sent is not Auth.js's to see. */
export function checksOf(header: string | null): string {
  const sent = parseCookies(header);
  return checkNames()
    .flatMap((name) => {
      const value = sent.get(name);
      return value === undefined ? [] : `${name}=${encodeURIComponent(value)}`;
    })
    .join("; ");
}

/** `Set-Cookie` lines that remove the checks. */
export function clearChecks(): string[] {
  return checkNames().map(clearCookie);
}

function checkNames(): string[] {
  return Object.values(checks).map(checkName);
}

function checkName(name: string): string {
  return `${env.cookiePrefix}msp_sso_${name}`;
}
