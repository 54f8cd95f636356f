import { decodeJwt } from "jose";
import * as oidc from "openid-client";
import { expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { newSession, testRequest } from "#domain/testing/contexts.ts";
import { env } from "#platform/env.ts";
import { createApi } from "#transports/http/app.ts";
import {
  fetchHere,
  newBrowser,
  newClient,
  newPerson,
  signIn,
  withOpenIdProvider,
} from "./test-relying-party.ts";

withDatabase();
withOpenIdProvider();

const APP = "https://app.example.com/frontchannel?of=gatehouse&x=%22%3E";
const back = "https://app.example.com/bye";

/**
 * Somebody signed in to an app that signs out by its own page, and to one that does not; and on another
 * browser to a third.
 */
async function visited() {
  const person = await newPerson();
  const party = await newClient(person.tenant.id, {
    frontchannelLogoutUri: APP,
    postLogoutRedirectUris: [back],
  });
  const elsewhere = { frontchannelLogoutUri: "https://elsewhere.example.com/out" };
  const other = await newSession(person.tenant.id, person.user.id);
  await signIn(await newClient(person.tenant.id, elsewhere), newBrowser(other));
  const browser = newBrowser(person.cookie);
  const { tokens } = await signIn(party, browser);
  await signIn(await newClient(person.tenant.id), browser);
  const { sid = "" } = decodeJwt<{ sid?: string }>(tokens.id_token ?? "");
  const address = new URL(APP);
  address.searchParams.set("iss", env.BASE_URL);
  address.searchParams.set("sid", sid);
  return { person, party, browser, tokens, address: address.href };
}

const framesOf = (text: string) =>
  [...text.matchAll(/<iframe hidden sandbox="[^"]*" src="([^"]+)"/g)].map(([, src = ""]) =>
    src.replaceAll("&#38;", "&"),
  );
const directive = (policy: string | null, name: string) =>
  policy?.split("; ").find((one) => one.startsWith(`${name} `));

test("an app that asks to sign out leads over a page that signs out of the apps that were visited", async () => {
  const { party, browser, tokens, address } = await visited();
  const url = oidc.buildEndSessionUrl(party.config, {
    id_token_hint: tokens.id_token ?? "",
    post_logout_redirect_uri: back,
  });
  const { text, response } = await browser.follow(url);
  expect(directive(response.headers.get("content-security-policy"), "frame-src")).toBeUndefined();
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(text)?.[1] ?? "";
  const landed = await browser.post("/oauth2/logout/confirm", { xsrf, logout: "yes" });
  expect(framesOf(landed.text)).toEqual([address]);
  expect(landed.text).toContain(`href="${back}"`);
  const policy = landed.response.headers.get("content-security-policy");
  expect(directive(policy, "frame-src")).toBe("frame-src https://app.example.com");
  expect(directive(policy, "default-src")).toBe("default-src 'none'");
});

test("our own sign-out does the same, and whoever visited none goes straight to the sign-in page", async () => {
  const { person, address } = await visited();
  const signOut = async (cookie: string) =>
    await createApi().request(
      "/auth/msp/signout",
      {
        method: "POST",
        headers: {
          cookie: `gatehouse_session=${cookie}`,
          "content-type": "application/x-www-form-urlencoded",
        },
        body: "",
      },
      { info: testRequest() },
    );
  const response = await signOut(person.cookie);
  expect(response.status).toBe(200);
  expect(framesOf(await response.text())).toEqual([address]);
  expect(response.headers.getSetCookie().join()).toMatch(/max-age=0/i);
  expect(directive(response.headers.get("content-security-policy"), "frame-src")).toBe(
    "frame-src https://app.example.com",
  );
  const plain = await signOut((await newPerson()).cookie);
  expect([plain.status, plain.headers.get("location")]).toEqual([303, "/auth/msp/signin"]);
});

test("the discovery document tells of both kinds of logout", async () => {
  const response = await fetchHere(`${env.BASE_URL}/.well-known/openid-configuration`);
  expect(await response.json()).toMatchObject({
    end_session_endpoint: `${env.BASE_URL}/oauth2/logout`,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    frontchannel_logout_supported: true,
    frontchannel_logout_session_supported: true,
  });
});
