import { expect, test } from "vitest";
import type { ProviderKind } from "#domain/identity-providers/kinds.ts";
import type { Attempt } from "./attempt.ts";
import { claimsOf } from "./claims.ts";

/** An attempt whose provider has this at its userinfo endpoint, for one access token. */
function attemptWith(userinfo: object | null, kind: ProviderKind = "oidc"): Attempt {
  const issuer = "https://login.acme.example";
  const noClient = { tenantId: null, providerId: null, kind };
  return {
    kind,
    resolution: { ...noClient, domain: "", loginHint: "", returnTo: "/" },
    client: {
      ...noClient,
      name: "Company sign-in",
      issuer,
      clientId: "rp",
      clientSecrets: [],
      directoryIds: [],
      trustEmail: false,
    },
    provider: {
      document: {
        issuer,
        authorizationEndpoint: `${issuer}/authorize`,
        tokenEndpoint: `${issuer}/token`,
        keysAddress: `${issuer}/keys`,
        userinfoEndpoint: userinfo && `${issuer}/userinfo`,
        algorithms: ["RS256"],
        authentication: "client_secret_basic",
        namesIssuer: false,
      },
      keys: () => Promise.reject(new Error("not asked")),
      fetch: async (_, init) => {
        const isAllowed = new Headers(init?.headers).get("authorization") === "Bearer token";
        return isAllowed ? Response.json(userinfo) : new Response(null, { status: 401 });
      },
    },
    secret: "",
    issuer: null,
    isSpent: true,
    failure: undefined,
  };
}

function read(claims: object, attempt = attemptWith(null)) {
  const idToken = { iss: "https://login.acme.example", sub: "1", ...claims };
  return claimsOf({ idToken, accessToken: "token" }, attempt);
}

const email = "ada@acme.example";

test("an email that only the userinfo endpoint has is read there, with its verification", async () => {
  const userinfo = { sub: "1", email, email_verified: true, name: "Ada" };
  const found = await read({ email_verified: false }, attemptWith(userinfo));
  expect(found).toMatchObject({ email, emailVerified: true, name: "Ada" });
  const silent = await read({ email_verified: true }, attemptWith({ sub: "1", email }));
  expect(silent).toMatchObject({ email, emailVerified: undefined });
});

test("the userinfo of somebody else is refused", async () => {
  await expect(read({}, attemptWith({ sub: "2", email }))).rejects.toThrow(/another person/);
});

test("the userinfo endpoint is not asked for what the ID token has", async () => {
  const found = await read({ email }, attemptWith({ sub: "2", email: "eve@evil.example" }));
  expect(found.email).toBe(email);
});

test.each([
  [true, true],
  ["true", true],
  [false, false],
  ["false", false],
  ["yes", undefined],
  [{}, undefined],
  [undefined, undefined],
])("email_verified %j means %j", async (stated, meant) => {
  expect((await read({ email, email_verified: stated })).emailVerified).toBe(meant);
});

test("for Entra ID, xms_edov says whether the email's domain is the directory's", async () => {
  const entra = attemptWith(null, "azure-ad");
  expect((await read({ email, xms_edov: "1" }, entra)).emailVerified).toBe(true);
  expect((await read({ email, xms_edov: false }, entra)).emailVerified).toBe(false);
  expect((await read({ email, xms_edov: true })).emailVerified).toBeUndefined();
});

test("a directory is named for Entra ID alone: anybody can put tid into a token", async () => {
  const tid = "11111111-1111-4111-8111-111111111111";
  expect((await read({ tid })).directoryId).toBeUndefined();
  expect((await read({ tid }, attemptWith(null, "azure-ad"))).directoryId).toBe(tid);
});

test.each([{ sub: "" }, { sub: 1 }, { sub: "x".repeat(256) }])(
  "%j is no subject",
  async (claims) => {
    await expect(read(claims)).rejects.toThrow(/usable iss or sub/);
  },
);

test("a sign-in name stands in for a missing email at Entra ID alone", async () => {
  const claims = { preferred_username: email };
  const entra = await read(claims, attemptWith(null, "azure-ad"));
  expect(entra).toMatchObject({ email, emailVerified: undefined });
  expect(await read(claims)).toMatchObject({ email: undefined });
});
