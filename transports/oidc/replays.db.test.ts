import * as oidc from "openid-client";
import { expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { eventsOf } from "#domain/testing/contexts.ts";
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

const ATTEMPTS = 100;

/** A code of a signed-in person, and what its exchange takes. */
async function newCode() {
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  const request = await newRequest(party);
  const { address } = await newBrowser(person.cookie).follow(request.address);
  const exchange = {
    grant_type: "authorization_code",
    code: address?.searchParams.get("code") ?? "",
    redirect_uri: CALLBACK,
    code_verifier: request.verifier,
  };
  return { person, party, exchange };
}

const isActive = async (party: RelyingParty, token: unknown) =>
  (await oidc.tokenIntrospection(party.config, String(token))).active;

test("of a hundred exchanges of one code at once exactly one gets a token", async () => {
  const { party, exchange } = await newCode();
  const answers = await Promise.all(
    Array.from({ length: ATTEMPTS }, () => askToken(party, exchange)),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(new Set(refused.map(({ body }) => body["error"]))).toEqual(new Set(["invalid_grant"]));
});

test("of a hundred uses of one refresh token at once exactly one gets a token", async () => {
  const { party, exchange } = await newCode();
  const { body } = await askToken(party, exchange);
  const refresh = { grant_type: "refresh_token", refresh_token: String(body["refresh_token"]) };
  const answers = await Promise.all(
    Array.from({ length: ATTEMPTS }, () => askToken(party, refresh)),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(new Set(answers.map(({ body: answer }) => answer["error"]))).toEqual(
    new Set([undefined, "invalid_grant"]),
  );
});

test("a code that is shown again ends its family, and the log says so", async () => {
  const { person, party, exchange } = await newCode();
  const { body: tokens } = await askToken(party, exchange);
  expect(await isActive(party, tokens["access_token"])).toBe(true);
  expect(await askToken(party, exchange)).toMatchObject({
    status: 400,
    body: { error: "invalid_grant" },
  });
  expect(await isActive(party, tokens["access_token"])).toBe(false);
  expect(await isActive(party, tokens["refresh_token"])).toBe(false);
  const refresh = { grant_type: "refresh_token", refresh_token: String(tokens["refresh_token"]) };
  expect(await askToken(party, refresh)).toMatchObject({ body: { error: "invalid_grant" } });
  expect((await eventsOf(person.tenant.id)).map((event) => event.action)).toContain(
    "sso_client.revoke_family",
  );
});

test("a refresh token that is shown again ends its family", async () => {
  const { party, exchange } = await newCode();
  const { body: first } = await askToken(party, exchange);
  const refresh = { grant_type: "refresh_token", refresh_token: String(first["refresh_token"]) };
  const { body: second } = await askToken(party, refresh);
  expect(await isActive(party, second["refresh_token"])).toBe(true);
  expect(await askToken(party, refresh)).toMatchObject({ body: { error: "invalid_grant" } });
  expect(await isActive(party, second["refresh_token"])).toBe(false);
  expect(await isActive(party, second["access_token"])).toBe(false);
});

test("a code that another client shows is refused, and stays good for its own", async () => {
  const { person, party, exchange } = await newCode();
  const thief = await newClient(person.tenant.id);
  expect(await askToken(thief, exchange)).toMatchObject({ body: { error: "invalid_grant" } });
  expect(await askToken(party, exchange)).toMatchObject({ status: 200 });
});

test("a wrong verifier, a missing one and another redirect URI are refused", async () => {
  const { party, exchange } = await newCode();
  const { code_verifier: _, ...without } = exchange;
  for (const fields of [
    { ...exchange, code_verifier: oidc.randomPKCECodeVerifier() },
    without,
    { ...exchange, redirect_uri: `${CALLBACK}/` },
  ]) {
    expect(await askToken(party, fields)).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    });
  }
});

test("a wrong secret is refused, and a right one in the body accepted", async () => {
  const { party, exchange } = await newCode();
  expect(await askToken(party, exchange, "wrong")).toMatchObject({
    status: 401,
    body: { error: "invalid_client" },
  });
  const inBody = { ...exchange, client_secret: party.secret ?? "" };
  expect(await askToken(party, inBody, null)).toMatchObject({ status: 200 });
});

test("what is stored opens no token: neither a code, nor a token, nor a browser's record", async () => {
  const { connection } = await import("#db/client.ts");
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  const browser = newBrowser(person.cookie);
  const { tokens } = await signIn(party, browser);
  const [dump] = await connection().sql`select concat(
    (select string_agg(t::text, ' ') from oidc_tokens t), (select string_agg(g::text, ' ') from oidc_grants g),
    (select string_agg(encode(r.payload, 'escape'), ' ') from oidc_records r)) as text`;
  const secrets = [tokens.access_token, tokens.refresh_token, browser.jar.get("gatehouse_oidc")];
  for (const secret of secrets) {
    expect(secret).toBeTruthy();
    expect(dump?.["text"]).not.toContain(secret);
  }
});
