import { createHmac, createPublicKey, generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CompactSign, decodeJwt, decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { publicKeySet } from "#domain/signing-keys/key-set.ts";
import { signToken } from "#domain/signing-keys/sign-token.ts";
import { env } from "#platform/env.ts";
import {
  fetchHere,
  newBrowser,
  newClient,
  newPerson,
  signIn,
  withOpenIdProvider,
} from "./test-relying-party.ts";
import {
  buildGoValidator,
  forgetValidators,
  type Language,
  languages,
  startValidator,
  type ValidatorSettings,
} from "./test-validator.ts";

withDatabase();
withOpenIdProvider();

/** An empty cache compiles the standard library too. */
const GO_BUILD_MS = 300_000;

/** Hands the key set on and counts how often it is asked for; a stale one has no key of ours. */
const keySetServer = createServer(async (_, response) => {
  fetches += 1;
  const answer = await fetchHere(`${env.BASE_URL}/.well-known/jwks.json`);
  response.setHeader("content-type", "application/json");
  response.end(isStale ? '{"keys":[]}' : await answer.text());
});
let fetches = 0;
let isStale = false;
let jwksUri = "";
const running: { stop(): void }[] = [];

beforeAll(buildGoValidator, GO_BUILD_MS);
beforeAll(async () => {
  keySetServer.listen(0, "127.0.0.1");
  await once(keySetServer, "listening");
  jwksUri = `http://127.0.0.1:${(keySetServer.address() as AddressInfo).port}/`;
});
afterAll(() => {
  for (const one of running) one.stop();
  forgetValidators();
  keySetServer.closeAllConnections();
  keySetServer.close();
});

/** A person's own token, as an SSO client gets it, and the settings of a service that takes it. */
async function newAccess(tokenFormat: "RS256" | "ES256" = "RS256") {
  const person = await newPerson();
  const party = await newClient(person.tenant.id, { tokenFormat });
  const { tokens } = await signIn(party, newBrowser(person.cookie));
  const settings: ValidatorSettings = {
    issuer: env.BASE_URL,
    audience: party.client.clientId,
    algorithm: tokenFormat,
    jwksUri,
    refetchAfterSeconds: 30,
    scope: "email",
    tenant: person.tenant.slug,
    acr: "urn:gatehouse:aal:1",
  };
  return { person, token: tokens.access_token, settings, algorithm: tokenFormat };
}

function start(language: Language, settings: ValidatorSettings) {
  fetches = 0;
  isStale = false;
  const validator = startValidator(language, settings);
  running.push(validator);
  return validator;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Signed by the key that signs our tokens, with something else in it. */
async function altered(token: string, claims: Record<string, unknown>, type = "at+jwt") {
  const payload = { ...decodeJwt(token), ...claims };
  return await signToken(payload, { algorithm: "RS256", type });
}

/** The public key as a shared secret: what a validator that believes `alg` would accept. */
async function signedWithPublicKey(token: string): Promise<string> {
  const { kid } = decodeProtectedHeader(token);
  const jwk = (await publicKeySet()).keys.find((key) => key["kid"] === kid);
  const pem = createPublicKey({ key: { ...jwk }, format: "jwk" }).export({
    type: "spki",
    format: "pem",
  });
  const text = `${encode({ alg: "HS256", typ: "at+jwt", kid })}.${token.split(".")[1]}`;
  return `${text}.${createHmac("sha256", pem).update(text).digest("base64url")}`;
}

/** By a key of the same kind that is not ours, under a name of its own or of ours. */
async function signedByStranger(token: string, kid: string): Promise<string> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return await new CompactSign(Buffer.from(JSON.stringify(decodeJwt(token))))
    .setProtectedHeader({ alg: "RS256", typ: "at+jwt", kid })
    .sign(privateKey);
}

const now = () => Math.floor(Date.now() / 1000);

const forgeries: Record<string, (token: string) => Promise<string> | string> = {
  expired: (token) => altered(token, { exp: now() - 60 }),
  "not valid yet": (token) => altered(token, { nbf: now() + 300 }),
  "without an end": (token) => altered(token, { exp: undefined }),
  "for another audience": (token) => altered(token, { aud: "gh_somebody-else" }),
  "for several others": (token) => altered(token, { aud: ["gh_a", "gh_b"] }),
  "of another issuer": (token) => altered(token, { iss: "https://evil.example" }),
  "of another tenant": (token) => altered(token, { tenant: "another" }),
  "without the scope": (token) => altered(token, { scope: "openid emails" }),
  "signed in too weakly": (token) => altered(token, { acr: "urn:gatehouse:aal:0" }),
  "bound to a key": (token) => altered(token, { cnf: { jkt: "of-somebody" } }),
  "that is an ID token": (token) => altered(token, {}, "JWT"),
  "that is a logout token": (token) => altered(token, {}, "logout+jwt"),
  "signed with the public key as a secret": signedWithPublicKey,
  "without a signature": (token) =>
    `${encode({ ...decodeProtectedHeader(token), alg: "none" })}.${token.split(".")[1]}.`,
  "of another algorithm": async (token) =>
    await signToken(decodeJwt(token), { algorithm: "ES256", type: "at+jwt" }),
  "of an unknown key": (token) => signedByStranger(token, randomUUID()),
  "of a stranger under our key's name": (token) =>
    signedByStranger(token, String(decodeProtectedHeader(token).kid)),
  "with a changed claim": (token) => {
    const [head, , signature] = token.split(".");
    return `${head}.${encode({ ...decodeJwt(token), roles: ["admin"] })}.${signature}`;
  },
  "with a changed signature": (token) => `${token.slice(0, -8)}AAAAAAAA`,
  "that is no token": () => "no.token",
  "that is empty": () => "",
};

describe.each(languages)("the example in %s", (language) => {
  test("takes a real token and refuses every other", async () => {
    const { person, token, settings } = await newAccess();
    const { ask } = start(language, settings);
    expect(await ask(token)).toBe(`accepted ${person.user.id}`);
    for (const [what, forge] of Object.entries(forgeries)) {
      expect(`${what}: ${await ask(await forge(token))}`).toMatch(`${what}: refused: `);
    }
    // What was refused has not cost the next one its keys, and none of it made us fetch again.
    expect(await ask(token)).toBe(`accepted ${person.user.id}`);
    expect(fetches).toBe(1);
  });

  test("takes one whose end is within the leeway, and one that is for several audiences", async () => {
    const { person, token, settings } = await newAccess();
    const { ask } = start(language, settings);
    const late = await altered(token, { exp: now() - 5, nbf: now() + 5 });
    const several = await altered(token, { aud: ["gh_a", settings.audience] });
    for (const one of [late, several]) expect(await ask(one)).toBe(`accepted ${person.user.id}`);
  });

  test("takes ES256 where that is what the service is set up for", async () => {
    const { person, token, settings } = await newAccess("ES256");
    const { ask } = start(language, settings);
    expect(await ask(token)).toBe(`accepted ${person.user.id}`);
    expect(await ask(`${token.slice(0, -8)}AAAAAAAA`)).toMatch(/^refused: /);
  });

  test("asks for the keys again when a new one has signed", async () => {
    const { person, token, settings } = await newAccess();
    const { ask } = start(language, { ...settings, refetchAfterSeconds: 0 });
    isStale = true;
    expect(await ask(token)).toMatch(/^refused: /);
    isStale = false;
    expect(await ask(token)).toBe(`accepted ${person.user.id}`);
  });
});
