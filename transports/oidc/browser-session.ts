import type { IncomingMessage } from "node:http";
import { findSession, type SignedIn } from "#domain/sessions/find.ts";
import { SESSION_COOKIE } from "#domain/sessions/token.ts";
import { parseCookies } from "#platform/cookies.ts";
import { env } from "#platform/env.ts";

/** What a session is worth as the protocol says it: how sure, and by which means (RFC 8176). */
export type Assurance = { acr: string; amr: string[]; loginTs: number };

/** The assurance levels by name, the lower first. */
export const acrValues = ["urn:gatehouse:aal:1", "urn:gatehouse:aal:2"] as const;

export function acrOf(aal: number): string {
  return aal >= 2 ? acrValues[1] : acrValues[0];
}

/** The name of the cookie that says who is signed in. */
export function sessionCookie(): string {
  return `${env.cookiePrefix}${SESSION_COOKIE}`;
}

/** Who is signed in on the browser that sent a request, or null. Throws `unavailable`. */
export async function signedInOn(request: IncomingMessage): Promise<SignedIn | null> {
  return await findSession(parseCookies(request.headers.cookie).get(sessionCookie()));
}

export function assuranceOf(signedIn: SignedIn): Assurance {
  const first = signedIn.method === "password" ? "pwd" : "fed";
  return {
    acr: acrOf(signedIn.aal),
    amr: signedIn.aal >= 2 ? [first, "mfa"] : [first],
    loginTs: Math.floor(signedIn.signedInAt.getTime() / 1000),
  };
}
