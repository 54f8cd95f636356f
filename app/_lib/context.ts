import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Context, RequestInfo } from "#domain/kernel/context.ts";
import { findSession, type SignedIn } from "#domain/sessions/find.ts";
import { SESSION_COOKIE } from "#domain/sessions/token.ts";
import { env } from "#platform/env.ts";

/** Who asks for this page, as the front server found out. */
export const requestInfo = cache(async (): Promise<RequestInfo> => {
  const received = await headers();
  return {
    requestId: received.get("x-gatehouse-request-id") ?? "",
    address: received.get("x-gatehouse-address") ?? "",
    userAgent: received.get("user-agent") ?? "",
  };
});

/** The person of this request's session, or null; looked up once a request. */
export const signedIn = cache(async (): Promise<SignedIn | null> => {
  const jar = await cookies();
  return await findSession(jar.get(`${env.cookiePrefix}${SESSION_COOKIE}`)?.value);
});

/** The same with a context, or the sign-in page first and `returnTo` afterwards. */
export async function requireSignedIn(
  returnTo: string,
): Promise<{ person: SignedIn; ctx: Context }> {
  const person = await signedIn();
  if (!person) redirect(`/auth/msp/signin?callbackUrl=${encodeURIComponent(returnTo)}`);
  const { actor } = person;
  return { person, ctx: { actor, tenantId: actor.tenantId, request: await requestInfo() } };
}
