import { createHash, generateKeyPairSync } from "node:crypto";
import { sql } from "drizzle-orm";
import { CompactSign, decodeJwt, decodeProtectedHeader } from "jose";
import * as oidc from "openid-client";
import { describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { withDatabase } from "#db/test-connection.ts";
import { endSessionsOfUser } from "#domain/sessions/end-of-user.ts";
import { deleteSsoClient } from "#domain/sso-clients/delete.ts";
import { updateSsoClient } from "#domain/sso-clients/update.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import { asOperator, newTenant } from "#domain/testing/contexts.ts";
import { deleteUser } from "#domain/users/delete.ts";
import { restoreUser, suspendUser } from "#domain/users/set-status.ts";
import { env } from "#platform/env.ts";
import {
  askToken,
  CALLBACK,
  fetchHere,
  newBrowser,
  newClient,
  newPerson,
  newRequest,
  signIn,
  withOpenIdProvider,
} from "./test-relying-party.ts";

withDatabase();
withOpenIdProvider();

async function signedIn() {
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  const watcher = await newClient(person.tenant.id);
  const { tokens } = await signIn(party, newBrowser(person.cookie));
  return { person, party, watcher, tokens };
}

type SignedIn = Awaited<ReturnType<typeof signedIn>>;

const userinfo = async (token: string) =>
  (
    await fetchHere(`${env.BASE_URL}/oauth2/userinfo`, {
      headers: { authorization: `Bearer ${token}` },
    })
  ).status;

const ends: [string, (all: SignedIn) => Promise<unknown>][] = [
  [
    "disabling the client",
    ({ person, party }) =>
      updateSsoClient(asOperator(person.tenant.id), {
        clientId: party.client.clientId,
        enabled: false,
      }),
  ],
  [
    "deleting the client",
    ({ person, party }) =>
      deleteSsoClient(asOperator(person.tenant.id), { clientId: party.client.clientId }),
  ],
  [
    "suspending the person",
    ({ person }) => suspendUser(asOperator(person.tenant.id), { id: person.user.id }),
  ],
  [
    "deleting the person",
    ({ person }) => deleteUser(asOperator(person.tenant.id), { id: person.user.id }),
  ],
  [
    "ending the session",
    ({ person }) => endSessionsOfUser(asOperator(person.tenant.id), { id: person.user.id }),
  ],
];

describe.each(ends)("%s", (_, end) => {
  test("ends what the client was given, at every endpoint, at once", async () => {
    const all = await signedIn();
    const { person, party, watcher, tokens } = all;
    const request = await newRequest(party);
    const { address } = await newBrowser(person.cookie).follow(request.address);
    const code = address?.searchParams.get("code") ?? "";
    expect(code).not.toBe("");
    expect((await oidc.tokenIntrospection(watcher.config, tokens.access_token)).active).toBe(true);

    await end(all);
    expect(await oidc.tokenIntrospection(watcher.config, tokens.access_token)).toEqual({
      active: false,
    });
    expect(await userinfo(tokens.access_token)).toBe(401);
    const exchange = {
      grant_type: "authorization_code",
      code,
      redirect_uri: CALLBACK,
      code_verifier: request.verifier,
    };
    const refresh = {
      grant_type: "refresh_token",
      refresh_token: tokens.refresh_token ?? "",
    };
    for (const fields of [exchange, refresh]) {
      const { status, body } = await askToken(party, fields);
      expect([400, 401]).toContain(status);
      expect(["invalid_grant", "invalid_client"]).toContain(body["error"]);
    }
    // A page of ours, and no redirect to the client.
    const again = await newBrowser(person.cookie).follow((await newRequest(party)).address);
    expect(again.address?.origin ?? env.BASE_URL).toBe(env.BASE_URL);
  });
});

test("what a suspension or switching off ended stays ended when it is taken back", async () => {
  const one = await signedIn();
  await suspendUser(asOperator(one.person.tenant.id), { id: one.person.user.id });
  await restoreUser(asOperator(one.person.tenant.id), { id: one.person.user.id });
  const two = await signedIn();
  const { clientId } = two.party.client;
  for (const enabled of [false, true]) {
    await updateSsoClient(asOperator(two.person.tenant.id), { clientId, enabled });
  }
  for (const { watcher, tokens } of [one, two]) {
    expect(await oidc.tokenIntrospection(watcher.config, tokens.access_token)).toEqual({
      active: false,
    });
  }
});

test("a suspended tenant's clients get nothing", async () => {
  const { person, party, tokens } = await signedIn();
  await updateTenant(asOperator(person.tenant.id), { status: "suspended" });
  expect(await userinfo(tokens.access_token)).toBe(401);
  const refresh = { grant_type: "refresh_token", refresh_token: tokens.refresh_token ?? "" };
  expect(await askToken(party, refresh)).toMatchObject({ body: { error: "invalid_client" } });
});

test("a code ends after 60 seconds by the database's clock", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  for (const [interval, status] of [
    ["59 seconds", 200],
    ["61 seconds", 400],
  ] as const) {
    const request = await newRequest(party);
    const { address } = await newBrowser(person.cookie).follow(request.address);
    const code = address?.searchParams.get("code") ?? "";
    const hash = createHash("sha256").update(code).digest();
    await database().execute(
      sql`update oidc_tokens set expires_at = expires_at - ${interval}::interval where hash = ${hash}`,
    );
    const answer = await askToken(party, {
      grant_type: "authorization_code",
      code,
      redirect_uri: CALLBACK,
      code_verifier: request.verifier,
    });
    expect([interval, answer.status]).toEqual([interval, status]);
  }
});

test("a token that is not ours, or was altered, counts nowhere", async () => {
  const { watcher, tokens } = await signedIn();
  const good = tokens.access_token;
  const header = decodeProtectedHeader(good);
  const claims = Buffer.from(JSON.stringify(decodeJwt(good)));
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const [, payload, signature] = good.split(".");
  const bad = [
    await new CompactSign(claims).setProtectedHeader({ ...header, alg: "RS256" }).sign(privateKey),
    await new CompactSign(claims)
      .setProtectedHeader({ ...header, alg: "RS256", kid: "unknown" })
      .sign(privateKey),
    `${encode({ ...header, alg: "none" })}.${payload}.`,
    `${encode({ ...header, alg: "ES256" })}.${payload}.${signature}`,
    `${good.split(".")[0]}.${encode({ ...decodeJwt(good), sub: "other" })}.${signature}`,
    tokens.id_token ?? "",
    decodeJwt(good).jti ?? "",
  ];
  for (const token of bad) {
    expect(await oidc.tokenIntrospection(watcher.config, token)).toEqual({ active: false });
    expect(await userinfo(token)).toBe(401);
  }
});

test("another tenant's service learns nothing of a token, and another client cannot revoke it", async () => {
  const { person, watcher, tokens } = await signedIn();
  const stranger = await newClient((await newTenant()).id);
  expect(await oidc.tokenIntrospection(stranger.config, tokens.access_token)).toEqual({
    active: false,
  });
  for (const party of [stranger, await newClient(person.tenant.id)]) {
    await oidc.tokenRevocation(party.config, tokens.access_token);
  }
  expect((await oidc.tokenIntrospection(watcher.config, tokens.access_token)).active).toBe(true);
});
