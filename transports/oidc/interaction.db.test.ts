import { decodeJwt } from "jose";
import * as oidc from "openid-client";
import { expect, test } from "vitest";
import { invalidateLocally } from "#db/channel.ts";
import { connection } from "#db/client.ts";
import { withDatabase } from "#db/test-connection.ts";
import { listOwnConsents } from "#domain/consents/list-own.ts";
import { withdrawOwnConsent } from "#domain/consents/withdraw.ts";
import { findSession } from "#domain/sessions/find.ts";
import { SESSION_COOKIE } from "#domain/sessions/token.ts";
import { eventsOf, newSession, newUser, testRequest } from "#domain/testing/contexts.ts";
import { env } from "#platform/env.ts";
import {
  type Browser,
  CALLBACK,
  newBrowser,
  newClient,
  newPerson,
  newRequest,
  type Person,
  signIn,
  withOpenIdProvider,
} from "./test-relying-party.ts";

withDatabase();
withOpenIdProvider();

/** What the sign-in page does in the end: this browser has a new session. */
async function signInOn(browser: Browser, { tenant, user }: Person): Promise<void> {
  const old = browser.jar.get(SESSION_COOKIE);
  browser.jar.set(SESSION_COOKIE, await newSession(tenant.id, user.id, old));
}

const callbackUrl = (address: URL | null) => address?.searchParams.get("callbackUrl") ?? "";
const errorOf = (address: URL | null) => address?.searchParams.get("error");

test("whoever is not signed in is sent to the sign-in page, with the hint, and comes back", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  const browser = newBrowser();
  const request = await newRequest(party, { login_hint: person.user.email });
  const { address } = await browser.follow(request.address);
  expect(address?.pathname).toBe("/auth/msp/signin");
  expect(address?.searchParams.get("login_hint")).toBe(person.user.email);
  // Another browser, whoever is signed in there, gets nothing by that address.
  const elsewhere = await newBrowser(person.cookie).visit(callbackUrl(address));
  expect(elsewhere.status).toBe(400);
  expect(await elsewhere.text()).toContain("This sign-in has expired");
  await signInOn(browser, person);
  const landed = await browser.follow(callbackUrl(address));
  expect(landed.address?.searchParams.get("state")).toBe(request.state);
});

test("prompt=none answers whoever is signed in, and tells the client of everybody else", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  const silent = await signIn(party, newBrowser(person.cookie), { prompt: "none" });
  expect(silent.tokens.claims()?.sub).toBe(person.user.id);
  const nobody = await newBrowser().follow((await newRequest(party, { prompt: "none" })).address);
  expect(errorOf(nobody.address)).toBe("login_required");
});

test.each([{ prompt: "login" }, { max_age: "0" }, { max_age: "5" }])(
  "%o asks to sign in anew, and takes no session from before",
  async (parameters) => {
    const person = await newPerson();
    await connection().sql`update sessions set created_at = now() - interval '1 minute'
    where user_id = ${person.user.id}`;
    invalidateLocally("everything");
    const party = await newClient(person.tenant.id);
    const other = await newClient(person.tenant.id);
    const browser = newBrowser(person.cookie);
    const before = await signIn(other, browser);
    const { address } = await browser.follow((await newRequest(party, parameters)).address);
    expect(address?.pathname).toBe("/auth/msp/signin");
    const unchanged = await browser.follow(callbackUrl(address));
    expect(unchanged.address?.pathname).toBe("/auth/msp/signin");
    await signInOn(browser, person);
    const landed = await browser.follow(callbackUrl(address));
    expect(landed.address?.searchParams.get("code")).toBeTruthy();
    // The other app's tokens go on: it is the same person.
    expect((await oidc.tokenIntrospection(other.config, before.tokens.access_token)).active).toBe(
      true,
    );
  },
);

test("somebody else's client asks for consent, remembers it, and loses all when it is withdrawn", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id, { firstParty: false });
  const browser = newBrowser(person.cookie);
  const request = await newRequest(party);
  const { response, text } = await browser.follow(request.address);
  expect(text).toContain(`Allow ${party.client.name}?`);
  expect(text).toContain(person.user.email);
  const uid = /action="(\/oauth2\/interaction\/[\w-]+)"/.exec(text)?.[1] ?? "";
  expect(response.headers.get("content-security-policy")).not.toContain("unsafe");
  const foreign = await browser.visit(uid, {
    method: "POST",
    headers: { origin: "https://evil.example" },
    body: new URLSearchParams({ answer: "allow" }),
  });
  expect(foreign.status).toBe(403);
  const allowed = await browser.post(uid, { answer: "allow" });
  const tokens = await oidc.authorizationCodeGrant(
    party.config,
    allowed.address ?? new URL(CALLBACK),
    {
      pkceCodeVerifier: request.verifier,
      expectedState: request.state,
      expectedNonce: request.nonce,
    },
  );
  expect(decodeJwt(tokens.access_token)).toMatchObject({ email: person.user.email });
  await signIn(party, browser);

  const actor = (await findSession(person.cookie))?.actor;
  if (!actor) throw new Error("no session");
  const ctx = { actor, tenantId: actor.tenantId, request: testRequest() };
  expect(await listOwnConsents(ctx, {})).toMatchObject([{ ssoClientId: party.client.id }]);
  await withdrawOwnConsent(ctx, { ssoClientId: party.client.id });
  expect((await oidc.tokenIntrospection(party.config, tokens.access_token)).active).toBe(false);
  expect((await browser.follow((await newRequest(party)).address)).text).toContain("Allow ");
  const actions = (await eventsOf(person.tenant.id)).map((event) => event.action);
  expect(actions).toEqual(expect.arrayContaining(["consent.give", "consent.withdraw"]));
});

test("a refused consent is told to the client, and a client learns no more than was agreed to", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id, { firstParty: false });
  const browser = newBrowser(person.cookie);
  const interaction = async (scope: string) => {
    const request = await newRequest(party, { scope });
    const { text } = await browser.follow(request.address);
    return { request, uid: /action="([^"]+)"/.exec(text)?.[1] ?? "" };
  };
  const { uid } = await interaction("openid email");
  expect(errorOf((await browser.post(uid, { answer: "deny" })).address)).toBe("access_denied");
  const little = await interaction("openid");
  const { address } = await browser.post(little.uid, { answer: "allow" });
  const tokens = await oidc.authorizationCodeGrant(party.config, address ?? new URL(CALLBACK), {
    pkceCodeVerifier: little.request.verifier,
    expectedState: little.request.state,
    expectedNonce: little.request.nonce,
  });
  const claims = decodeJwt(tokens.access_token);
  for (const name of ["email", "name", "roles"]) expect(claims).not.toHaveProperty(name);
});

test("select_account lets the person go on as who they are or as somebody else", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  const browser = newBrowser(person.cookie);
  const open = async () => {
    const request = await newRequest(party, { prompt: "select_account" });
    const { text } = await browser.follow(request.address);
    expect(text).toContain(`Continue as ${person.user.email}`);
    return { request, uid: /action="([^"]+)"/.exec(text)?.[1] ?? "" };
  };
  const same = await open();
  const landed = await browser.post(same.uid, { answer: "continue" });
  expect(landed.address?.searchParams.get("code")).toBeTruthy();
  const changing = await open();
  const { address } = await browser.post(changing.uid, { answer: "other" });
  const user = await newUser(person.tenant.id);
  await signInOn(browser, { ...person, user });
  const other = await browser.follow(callbackUrl(address));
  const tokens = await oidc.authorizationCodeGrant(
    party.config,
    other.address ?? new URL(CALLBACK),
    {
      pkceCodeVerifier: changing.request.verifier,
      expectedState: changing.request.state,
      expectedNonce: changing.request.nonce,
    },
  );
  expect(tokens.claims()?.sub).toBe(user.id);
});

test("somebody of another tenant gets no code, and a page that says why", async () => {
  const person = await newPerson();
  const stranger = await newPerson();
  const party = await newClient(person.tenant.id);
  const browser = newBrowser(stranger.cookie);
  const { address, text } = await browser.follow((await newRequest(party)).address);
  expect(address).toBeNull();
  expect(text).toContain("belongs to another organisation");
  const uid = /action="([^"]+)"/.exec(text)?.[1] ?? "";
  expect(errorOf((await browser.post(uid, { answer: "cancel" })).address)).toBe("access_denied");
  const silent = await browser.follow((await newRequest(party, { prompt: "none" })).address);
  expect(errorOf(silent.address)).toBe("login_required");
});

test("a client that asks for a second factor lets nobody in with one", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id, { requiredAal: 2 });
  const browser = newBrowser(person.cookie);
  const { text } = await browser.follow((await newRequest(party)).address);
  expect(text).toContain("This takes a second factor");
  const uid = /action="([^"]+)"/.exec(text)?.[1] ?? "";
  const { address } = await browser.post(uid, { answer: "unmet" });
  expect(errorOf(address)).toBe("unmet_authentication_requirements");
  await connection().sql`update sessions set aal = 2 where user_id = ${person.user.id}`;
  invalidateLocally("everything");
  const { tokens } = await signIn(party, browser);
  expect(tokens.claims()).toMatchObject({ acr: "urn:gatehouse:aal:2", amr: ["pwd", "mfa"] });
});

test("a redirect URI that is not registered is shown, and never followed", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  for (const uri of ["https://evil.example/<script>", `${CALLBACK}/`, `${CALLBACK}?x=1`]) {
    const request = await newRequest(party, { redirect_uri: uri });
    const { address, response, text } = await newBrowser(person.cookie).follow(request.address);
    expect([uri, address, response.status]).toEqual([uri, null, 400]);
    expect(text).toContain("This app may not be answered there");
    expect(text).not.toContain("<script>");
  }
});

test("without S256 there is no code, whatever the client", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  for (const change of [
    (query: URLSearchParams) => {
      query.delete("code_challenge");
      query.delete("code_challenge_method");
    },
    (query: URLSearchParams) => query.set("code_challenge_method", "plain"),
    (query: URLSearchParams) => query.set("response_type", "token"),
    (query: URLSearchParams) => query.set("response_type", "id_token"),
  ]) {
    const { address } = await newRequest(party);
    change(address.searchParams);
    const landed = await newBrowser(person.cookie).follow(address);
    const answer = new URLSearchParams(landed.address?.search || landed.address?.hash.slice(1));
    expect(answer.get("code")).toBeNull();
    expect(answer.get("error")).toMatch(/^(invalid_request|unsupported_response_type)$/);
    expect(answer.get("iss")).toBe(env.BASE_URL);
  }
});

test("signing out asks, ends the session with all its tokens, and goes back to the app", async () => {
  const person = await newPerson();
  const back = "https://app.example.com/bye";
  const party = await newClient(person.tenant.id, { postLogoutRedirectUris: [back] });
  const browser = newBrowser(person.cookie);
  const { tokens } = await signIn(party, browser);
  const address = oidc.buildEndSessionUrl(party.config, {
    id_token_hint: tokens.id_token ?? "",
    post_logout_redirect_uri: back,
    state: "kept",
  });
  const { text } = await browser.follow(address);
  expect(text).toContain("Sign out?");
  expect((await oidc.tokenIntrospection(party.config, tokens.access_token)).active).toBe(true);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(text)?.[1] ?? "";
  const landed = await browser.post("/oauth2/logout/confirm", { xsrf, logout: "yes" });
  expect(landed.address?.href).toBe(`${back}?state=kept`);
  expect(await findSession(person.cookie)).toBeNull();
  expect(browser.jar.has(SESSION_COOKIE)).toBe(false);
  for (const token of [tokens.access_token, tokens.refresh_token ?? ""]) {
    expect(await oidc.tokenIntrospection(party.config, token)).toEqual({ active: false });
  }
  const evil = await browser.follow(
    oidc.buildEndSessionUrl(party.config, { post_logout_redirect_uri: "https://evil.example/" }),
  );
  expect(evil.address).toBeNull();
});
