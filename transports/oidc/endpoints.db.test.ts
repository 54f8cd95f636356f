import { expect, inject, test } from "vitest";
import { closeDatabase, connection, openDatabase } from "#db/client.ts";
import { withDatabase } from "#db/test-connection.ts";
import { newTenant } from "#domain/testing/contexts.ts";
import { env } from "#platform/env.ts";
import { fetchHere, newClient, newPerson, withOpenIdProvider } from "./test-relying-party.ts";

withDatabase();
withOpenIdProvider();

const ask = (path: string, init: RequestInit = {}) => fetchHere(`${env.BASE_URL}${path}`, init);

test("discovery names every endpoint where the contract says, and what is refused", async () => {
  for (const path of ["openid-configuration", "oauth-authorization-server"]) {
    const found: Record<string, unknown> = await (await ask(`/.well-known/${path}`)).json();
    expect(found).toMatchObject({
      issuer: env.BASE_URL,
      authorization_endpoint: `${env.BASE_URL}/oauth2/auth`,
      token_endpoint: `${env.BASE_URL}/oauth2/token`,
      userinfo_endpoint: `${env.BASE_URL}/oauth2/userinfo`,
      introspection_endpoint: `${env.BASE_URL}/oauth2/introspect`,
      revocation_endpoint: `${env.BASE_URL}/oauth2/revoke`,
      end_session_endpoint: `${env.BASE_URL}/oauth2/logout`,
      device_authorization_endpoint: `${env.BASE_URL}/oauth2/device`,
      pushed_authorization_request_endpoint: `${env.BASE_URL}/oauth2/par`,
      jwks_uri: `${env.BASE_URL}/.well-known/jwks.json`,
      response_types_supported: ["code"],
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
      tls_client_certificate_bound_access_tokens: true,
    });
    expect(found["grant_types_supported"]).not.toContain("implicit");
    expect(found["grant_types_supported"]).not.toContain("password");
  }
});

test("the key set may be kept, by everybody, and holds no private part", async () => {
  const response = await ask("/.well-known/jwks.json");
  expect(response.headers.get("cache-control")).toBe("public, max-age=3600");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  const { keys }: { keys: Record<string, string>[] } = await response.json();
  expect(keys.map((key) => key["alg"]).sort()).toEqual(["ES256", "RS256"]);
  expect(keys.flatMap(Object.keys)).not.toContain("d");
});

test("an answer names the configured issuer, whatever host was asked for", async () => {
  const response = await ask("/.well-known/openid-configuration", {
    headers: { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
  });
  expect(await response.text()).not.toContain("evil.example");
});

test("scripts may call for a public client from where it is registered, and from nowhere else", async () => {
  const { id } = await newTenant();
  const party = await newClient(id, { type: "public", authMethod: "none" });
  const exchange = (origin: string) =>
    ask("/oauth2/token", {
      method: "POST",
      headers: { origin },
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: party.client.clientId,
        code: "unknown",
        redirect_uri: "https://app.example.com/callback",
        code_verifier: "x".repeat(43),
      }),
    });
  const own = await exchange("https://app.example.com");
  expect(own.headers.get("access-control-allow-origin")).toBe("https://app.example.com");
  expect(await own.json()).toMatchObject({ error: "invalid_grant" });
  const foreign = await exchange("https://evil.example");
  expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
  expect(await foreign.json()).toMatchObject({ error: "invalid_request" });
});

test("a page's form from another site is refused where cookies count", async () => {
  const person = await newPerson();
  for (const path of ["/oauth2/logout/confirm", "/oauth2/device/verify"]) {
    const response = await ask(path, {
      method: "POST",
      headers: { origin: "https://evil.example", cookie: `gatehouse_session=${person.cookie}` },
      body: new URLSearchParams({ logout: "yes", confirm: "yes" }),
    });
    expect([path, response.status]).toEqual([path, 403]);
  }
});

test("guessing user codes ends after ten a minute", async () => {
  const statuses = [];
  for (let at = 0; at < 12; at += 1) {
    const response = await ask("/oauth2/device/verify", {
      method: "POST",
      headers: { origin: env.BASE_URL },
      body: new URLSearchParams({ user_code: "BBBB-BBBB" }),
    });
    statuses.push(response.status);
  }
  expect(statuses.slice(10)).toEqual([429, 429]);
});

test("while the database is away programs and people hear that it is temporary, and when to come back", async () => {
  const party = await newClient((await newTenant()).id, { grantTypes: ["client_credentials"] });
  const basic = Buffer.from(`${party.client.clientId}:${party.secret}`).toString("base64");
  const token = () =>
    ask("/oauth2/token", {
      method: "POST",
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
  expect((await token()).status).toBe(200);
  // A pool whose connections have ended answers as one whose server is away does.
  await connection().sql.end({ timeout: 0 });
  try {
    const refused = await token();
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("2");
    expect(await refused.json()).toMatchObject({ error: "temporarily_unavailable" });
    const page = await ask(`/oauth2/auth?client_id=${party.client.clientId}&response_type=code`);
    expect(page.status).toBe(503);
    expect(page.headers.get("retry-after")).toBe("2");
    expect(await page.text()).toContain("Unavailable");
  } finally {
    await closeDatabase();
    await openDatabase({ url: inject("databaseUrl"), maxConnections: 6 });
  }
  expect((await token()).status).toBe(200);
});
