import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import * as oidc from "openid-client";
import { afterAll, beforeAll } from "vitest";
import type { z } from "zod";
import { SESSION_COOKIE } from "#domain/sessions/token.ts";
import { createSsoClient } from "#domain/sso-clients/create.ts";
import type { createSsoClientInput } from "#domain/sso-clients/schemas.ts";
import { asOperator, newSession, newTenant, newUser } from "#domain/testing/contexts.ts";
import { env } from "#platform/env.ts";
import { createFrontServer, type FrontHandlers } from "#transports/http/front-server.ts";
import { handleProtocol, isForPrograms, isProtocol } from "#transports/protocols.ts";

export const CALLBACK = "https://app.example.com/callback";

export const handlers = {
  direct: new Map(),
  api: async (_, response) => response.end("api"),
  isApi: () => false,
  protocol: handleProtocol,
  isProtocol,
  isForPrograms,
  pages: async (_, response) => response.end("page"),
} satisfies FrontHandlers;

const server = createFrontServer(handlers);

/** For tests: a front server of this file's own, with the OpenID Provider behind it. */
export function withOpenIdProvider(): void {
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
}

/** Where this file's server really is. */
export function serverHere(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** `fetch` that reaches this file's server under the address that the product believes in. */
export const fetchHere: typeof fetch = async (input, init) => {
  const asked = input instanceof Request ? input.url : String(input);
  const here = asked.replace(env.BASE_URL, serverHere());
  return await fetch(here, { ...init, redirect: "manual" });
};

export type ClientInput = z.input<typeof createSsoClientInput>;

/** A person of a tenant of their own, with a session. */
export async function newPerson(in_?: { id: string; slug: string }) {
  const tenant = in_ ?? (await newTenant());
  const user = await newUser(tenant.id);
  const cookie = await newSession(tenant.id, user.id);
  return { tenant, user, cookie };
}

export type Person = Awaited<ReturnType<typeof newPerson>>;

/** A client of a tenant, and openid-client's view of it. */
export async function newClient(tenantId: string, more: Partial<ClientInput> = {}) {
  const { client, clientSecret } = await createSsoClient(asOperator(tenantId), {
    name: `App ${randomUUID().slice(0, 8)}`,
    redirectUris: [CALLBACK],
    grantTypes: ["authorization_code", "refresh_token"],
    scopes: ["openid", "profile", "email", "roles", "offline_access"],
    ...more,
  });
  const secret = clientSecret?.reveal();
  const config = await oidc.discovery(
    new URL(env.BASE_URL),
    client.clientId,
    secret,
    secret === undefined ? oidc.None() : oidc.ClientSecretBasic(secret),
    { execute: [oidc.allowInsecureRequests], [oidc.customFetch]: fetchHere as oidc.CustomFetch },
  );
  return { client, secret, config };
}

export type RelyingParty = Awaited<ReturnType<typeof newClient>>;

/** A browser: it keeps cookies, and follows what leads to this server. */
export function newBrowser(sessionToken?: string) {
  const jar = new Map<string, string>();
  if (sessionToken !== undefined) jar.set(SESSION_COOKIE, sessionToken);
  const visit = async (address: string | URL, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    if (init.method === "POST" && !headers.has("origin")) headers.set("origin", env.BASE_URL);
    const response = await fetchHere(new URL(address, env.BASE_URL), { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  /** Follows redirects, and pages that go on by themselves, until a page or another site. */
  const follow = async (address: string | URL, init?: RequestInit) => {
    let response = await visit(address, init);
    for (let at = 0; at < 10; at += 1) {
      const text = await response.clone().text();
      const refresh = /http-equiv="refresh" content="0;url=([^"]+)"/.exec(text)?.[1];
      const next =
        response.headers.get("location") ??
        refresh?.replaceAll("&#38;", "&").replaceAll("&amp;", "&");
      if (next === undefined) return { address: null, response, text };
      const target = new URL(next, env.BASE_URL);
      if (target.origin !== env.BASE_URL || target.pathname === "/auth/msp/signin") {
        return { address: target, response, text };
      }
      response = await visit(target);
    }
    throw new Error("more than 10 redirects");
  };
  const post = (address: string, fields: Record<string, string>) =>
    follow(address, { method: "POST", body: new URLSearchParams(fields) });
  return { visit, follow, post, jar };
}

export type Browser = ReturnType<typeof newBrowser>;

/** An authorization request, with what only its sender knows. */
export async function newRequest(party: RelyingParty, more: Record<string, string> = {}) {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const address = oidc.buildAuthorizationUrl(party.config, {
    redirect_uri: CALLBACK,
    scope: "openid profile email roles",
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
    ...more,
  });
  return { address, verifier, state, nonce };
}

/** The code flow of a signed-in person, to its end. Out: the tokens, and what came back on the way. */
export async function signIn(
  party: RelyingParty,
  browser: Browser,
  more: Record<string, string> = {},
) {
  const request = await newRequest(party, more);
  const { address, text } = await browser.follow(request.address);
  if (!address) throw new Error(`a page instead of an answer: ${text}`);
  const tokens = await oidc.authorizationCodeGrant(party.config, address, {
    pkceCodeVerifier: request.verifier,
    expectedState: request.state,
    expectedNonce: request.nonce,
  });
  return { tokens, answer: address, request };
}

/** Asks the token endpoint, with whatever. */
export async function askToken(
  party: RelyingParty,
  fields: Record<string, string>,
  secret: string | null | undefined = party.secret,
) {
  const basic = Buffer.from(`${party.client.clientId}:${secret}`).toString("base64");
  const response = await fetchHere(`${env.BASE_URL}/oauth2/token`, {
    method: "POST",
    headers: secret ? { authorization: `Basic ${basic}` } : {},
    body: new URLSearchParams({
      ...(secret ? {} : { client_id: party.client.clientId }),
      ...fields,
    }),
  });
  const body: Record<string, unknown> = await response.json();
  return { status: response.status, body };
}
