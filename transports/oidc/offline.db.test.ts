import * as oidc from "openid-client";
import { expect, test } from "vitest";
import { invalidateLocally } from "#db/channel.ts";
import { connection } from "#db/client.ts";
import { withDatabase } from "#db/test-connection.ts";
import { forgetOldGrants } from "#domain/grants/forget-old.ts";
import { forgetEndedSessions } from "#domain/sessions/forget-ended.ts";
import { asOperator } from "#domain/testing/contexts.ts";
import { restoreUser, suspendUser } from "#domain/users/set-status.ts";
import {
  askToken,
  CALLBACK,
  newBrowser,
  newClient,
  newPerson,
  newRequest,
  type RelyingParty,
  signIn,
  withOpenIdProvider,
} from "./test-relying-party.ts";

withDatabase();
withOpenIdProvider();

/** Tokens of somebody whose session's age has come to its end since. */
async function pastSession(offline: boolean) {
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  const browser = newBrowser(person.cookie);
  const tokens = offline
    ? await signInOffline(party, browser)
    : (await signIn(party, browser)).tokens;
  await connection().sql`update sessions set expires_at = now() - interval '1 second'
    where user_id = ${person.user.id}`;
  invalidateLocally("everything");
  const refresh = () =>
    askToken(party, { grant_type: "refresh_token", refresh_token: tokens.refresh_token ?? "" });
  return { person, refresh };
}

/** `offline_access` is given to who agrees to it (OpenID Connect Core 1.0 section 11). */
async function signInOffline(party: RelyingParty, browser: ReturnType<typeof newBrowser>) {
  const scope = "openid offline_access";
  const request = await newRequest(party, { scope, prompt: "consent" });
  const { text } = await browser.follow(request.address);
  expect(text).toContain("Stay connected");
  const form = /action="([^"]+)"/.exec(text)?.[1] ?? "";
  const { address } = await browser.post(form, { answer: "allow" });
  return await oidc.authorizationCodeGrant(party.config, address ?? new URL(CALLBACK), {
    pkceCodeVerifier: request.verifier,
    expectedState: request.state,
    expectedNonce: request.nonce,
  });
}

test("tokens end with their session's age", async () => {
  const { refresh } = await pastSession(false);
  expect(await refresh()).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  await forgetEndedSessions();
  expect(await refresh()).toMatchObject({ status: 400 });
});

test("those for offline access outlive it, also once the session is forgotten", async () => {
  const before = await pastSession(true);
  const after = await pastSession(true);
  expect(await before.refresh()).toMatchObject({ status: 200 });
  await forgetEndedSessions();
  await forgetOldGrants();
  expect(await after.refresh()).toMatchObject({ status: 200 });
});

test("they end with a suspension, and come back by nothing", async () => {
  const { person, refresh } = await pastSession(true);
  await forgetEndedSessions();
  await suspendUser(asOperator(person.tenant.id), { id: person.user.id });
  await restoreUser(asOperator(person.tenant.id), { id: person.user.id });
  expect(await refresh()).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
});

test("what counts no more is forgotten, and a code that was used is remembered for a day", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  await signIn(party, newBrowser(person.cookie));
  const [grant] = await connection()
    .sql`select id from oidc_grants where user_id = ${person.user.id}`;
  const left = async () => {
    await forgetOldGrants();
    const rows = await connection()
      .sql`select kind from oidc_tokens where grant_id = ${grant?.["id"]} order by kind`;
    return rows.map((row) => row["kind"]);
  };
  await connection().sql`update oidc_tokens set expires_at = now() - interval '23 hours'
    where grant_id = ${grant?.["id"]} and kind = 'AuthorizationCode'`;
  expect(await left()).toEqual(["AuthorizationCode", "RefreshToken"]);
  await connection().sql`update oidc_tokens set expires_at = now() - interval '25 hours'
    where grant_id = ${grant?.["id"]} and kind = 'AuthorizationCode'`;
  expect(await left()).toEqual(["RefreshToken"]);
  await connection().sql`update oidc_grants set revoked_at = now() - interval '2 hours'
    where id = ${grant?.["id"]}`;
  expect(await left()).toEqual([]);
});
