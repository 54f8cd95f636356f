import { cookies, headers } from "next/headers";
import { forbidden as forbiddenPage, notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Context, isOfPlatform, type RequestInfo } from "#domain/kernel/context.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { findSession, type SignedIn } from "#domain/sessions/find.ts";
import { SESSION_COOKIE } from "#domain/sessions/token.ts";
import type { Arrival } from "#domain/setup/address-rules.ts";
import { enterTenant } from "#domain/tenants/enter.ts";
import { env } from "#platform/env.ts";

export type Caller = { person: SignedIn; ctx: Context };

/** Who asks for this page, as the front server found out. */
export const requestInfo = cache(async (): Promise<RequestInfo> => {
  const received = await headers();
  return {
    requestId: received.get("x-gatehouse-request-id") ?? "",
    address: received.get("x-gatehouse-address") ?? "",
    userAgent: received.get("user-agent") ?? "",
  };
});

/** How this request came here, for the setup to judge BASE_URL by. */
export async function arrival(): Promise<Arrival> {
  const received = await headers();
  const proxy = received.get("x-gatehouse-proxy");
  return {
    host: received.get("x-gatehouse-asked-host") ?? "",
    proxy: proxy === "trusted" || proxy === "untrusted" ? proxy : "none",
    address: received.get("x-gatehouse-address") ?? "",
  };
}

/** The person of this request's session, or null; looked up once a request. */
export const signedIn = cache(async (): Promise<SignedIn | null> => {
  const jar = await cookies();
  return await findSession(jar.get(`${env.cookiePrefix}${SESSION_COOKIE}`)?.value);
});

/** The same with a context, or the sign-in page first and `returnTo` afterwards. */
export async function requireSignedIn(returnTo: string): Promise<Caller> {
  const person = await signedIn();
  if (!person) redirect(signInPath(returnTo));
  const { actor } = person;
  return { person, ctx: { actor, tenantId: actor.tenantId, request: await requestInfo() } };
}

/**
 * The signed-in person, in the tenant that the address names. Signed out: the sign-in page, and back
 * to this very address. No such tenant and a foreign one: the same page that says there is nothing.
 */
export const tenantContext = cache(async (slug: string): Promise<Caller> => {
  const { person, ctx } = await requireSignedIn(await currentPath());
  return { person, ctx: await orPage(enterTenant(ctx, slug)) };
});

/** The same for the operators' screens, which are nothing at all for everybody else. */
export const platformContext = cache(async (): Promise<Caller> => {
  const caller = await requireSignedIn(await currentPath());
  if (!isOfPlatform(caller.ctx.actor)) notFound();
  return caller;
});

/** What a page reads, or the page that says why not: missing, forbidden, signed out. */
export async function orPage<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof GatehouseError)) throw error;
    if (error.code === "not_found") notFound();
    if (error.code === "forbidden") forbiddenPage();
    if (error.code === "unauthenticated") redirect(signInPath(await currentPath()));
    throw error;
  }
}

/** What stands open beside a list, or null when there is no such thing any more. */
export async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof GatehouseError && error.code === "not_found") return null;
    throw error;
  }
}

/** The sign-in page that leads to `returnTo` afterwards. */
export function signInPath(returnTo: string): string {
  return `/auth/msp/signin?callbackUrl=${encodeURIComponent(returnTo)}`;
}

/** What people are told to open to sign in. */
export function signInAddress(): string {
  return new URL("/auth/msp/signin", env.baseUrl).href;
}

/** The issuer that SSO clients are told. */
export function issuerAddress(): string {
  return env.BASE_URL;
}

/** The address of the page asked for, without what Next's own requests add to it. */
export const currentPath = cache(async (): Promise<string> => {
  const url = URL.parse((await headers()).get("x-gatehouse-path") ?? "/", "http://page.invalid");
  if (!url) return "/";
  url.searchParams.delete("_rsc");
  return `${url.pathname}${url.search}`;
});
