import { createHash, randomBytes } from "node:crypto";
import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { afterEach, describe, expect, test } from "vitest";
import { startHttpBrowser } from "#e2e/support/http-browser.ts";
import type { Upstream, UpstreamOptions } from "./upstream/types.ts";
import { startUpstream } from "./upstream.ts";

const redirectUri = "http://localhost:9/callback";
const client = { clientId: "rp", clientSecrets: ["old", "new"], redirectUris: [redirectUri] };
const person = { email: "technician@contoso.example", name: "Contoso technician" };

const started: Upstream[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((upstream) => upstream.stop()));
});

async function start(options: Partial<UpstreamOptions> = {}): Promise<Upstream> {
  const defaults = { flavour: "oidc", clients: [client], people: [person] } as const;
  const upstream = await startUpstream({ ...defaults, autoSignIn: true, ...options });
  started.push(upstream);
  return upstream;
}

type Discovery = {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  userinfo_endpoint: string;
  jwks_uri: string;
};

async function discover(issuer: string): Promise<Discovery> {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`);
  return response.json();
}

const verifier = randomBytes(32).toString("base64url");

function authorizationAddress(endpoint: string, extra: Record<string, string> = {}): string {
  return `${endpoint}?${new URLSearchParams({
    client_id: client.clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "openid profile email",
    state: "the-state",
    nonce: "the-nonce",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...extra,
  })}`;
}

async function redeem(endpoint: string, code: string, secret: string, basic = false) {
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...(basic ? {} : { client_id: client.clientId, client_secret: secret }),
  });
  const credentials = Buffer.from(`${client.clientId}:${secret}`).toString("base64");
  const headers = basic ? { authorization: `Basic ${credentials}` } : {};
  const response = await fetch(endpoint, { method: "POST", body, headers });
  return { status: response.status, body: await response.json() };
}

async function signIn(issuer: string, email = person.email) {
  const document = await discover(issuer);
  const address = authorizationAddress(document.authorization_endpoint, { login_hint: email });
  const { address: landed } = await startHttpBrowser(redirectUri).go(address);
  const code = landed.searchParams.get("code") ?? "";
  const tokens = await redeem(document.token_endpoint, code, "new");
  return { document, landed, tokens };
}

describe("a custom provider's stand-in", () => {
  test("signs the hinted person in, with the claims in an ID token that verifies", async () => {
    const upstream = await start();
    const { document, landed, tokens } = await signIn(upstream.issuer);
    expect(landed.searchParams.get("state")).toBe("the-state");
    expect(landed.searchParams.get("iss")).toBe(upstream.issuer);

    const keys = createRemoteJWKSet(new URL(document.jwks_uri));
    const options = { issuer: upstream.issuer, audience: client.clientId, algorithms: ["RS256"] };
    const { payload } = await jwtVerify(tokens.body.id_token, keys, options);
    expect(payload).toMatchObject({ ...person, email_verified: true, nonce: "the-nonce" });

    const headers = { authorization: `Bearer ${tokens.body.access_token}` };
    const userinfo = await fetch(document.userinfo_endpoint, { headers });
    expect(await userinfo.json()).toMatchObject({ ...person, sub: payload.sub });
    expect(upstream.requests).toContainEqual(
      expect.objectContaining({ endpoint: "authorize", redirectUri, loginHint: person.email }),
    );
    expect(upstream.requests).toContainEqual(
      expect.objectContaining({ endpoint: "token", authentication: "post", status: 200 }),
    );
  });

  test("asks by a plain form when it was not told who is there", async () => {
    const upstream = await start({ autoSignIn: false });
    const { authorization_endpoint } = await discover(upstream.issuer);
    const browser = startHttpBrowser(redirectUri);
    const hint = { login_hint: "boss@contoso.example", prompt: "select_account" };
    const page = await browser.go(authorizationAddress(authorization_endpoint, hint));
    expect(page.html).toContain('value="boss@contoso.example"');

    const post = (email: string) =>
      browser.go(page.address.href, { method: "POST", body: new URLSearchParams({ email }) });
    expect((await post("nobody@contoso.example")).html).toContain("Nobody here has that address.");
    expect((await post(person.email)).address.searchParams.has("code")).toBe(true);
  });

  test("takes every live secret by both methods, and no other", async () => {
    const upstream = await start();
    const { token_endpoint } = await discover(upstream.issuer);
    for (const basic of [true, false]) {
      for (const secret of client.clientSecrets) {
        const { body } = await redeem(token_endpoint, "no-such-code", secret, basic);
        expect(body.error).toBe("invalid_grant");
      }
      const { status, body } = await redeem(token_endpoint, "no-such-code", "wrong", basic);
      expect([status, body.error]).toEqual([401, "invalid_client"]);
    }
  });

  test("refuses a foreign redirect URI and a request without PKCE", async () => {
    const upstream = await start();
    const { authorization_endpoint } = await discover(upstream.issuer);
    const { go } = startHttpBrowser(redirectUri);
    const foreign = { redirect_uri: "http://localhost:9/other" };
    const page = await go(authorizationAddress(authorization_endpoint, foreign));
    expect(page.html).toContain("redirect_uri");
    const bare = authorizationAddress(authorization_endpoint).replace(/&code_challenge.*$/, "");
    expect((await go(bare)).address.searchParams.get("error")).toBe("invalid_request");
  });

  test("signs two people in one browser in, one after the other", async () => {
    const second = { email: "approver@contoso.example", name: "Contoso approver" };
    const upstream = await start({ people: [person, second] });
    const { authorization_endpoint } = await discover(upstream.issuer);
    const browser = startHttpBrowser(redirectUri);
    for (const { email } of [person, second, person]) {
      const address = authorizationAddress(authorization_endpoint, { login_hint: email });
      expect((await browser.go(address)).address.searchParams.has("code")).toBe(true);
    }
  });
});

describe("the Microsoft stand-in", () => {
  const directoryIds = [
    "11111111-1111-4111-8111-111111111111",
    "22222222-2222-4222-8222-222222222222",
  ];
  const [home = "", foreign = ""] = directoryIds;
  const other = { email: "owner@fabrikam.example", name: "Fabrikam owner", directoryId: foreign };
  const options = { flavour: "microsoft", directoryIds, people: [person, other] } as const;

  test("has a directory's own issuer in the tokens of the common authority", async () => {
    const upstream = await start(options);
    const { document, landed, tokens } = await signIn(upstream.issuer, other.email);
    expect(document.issuer).toBe(`${upstream.origin}/{tenantid}/v2.0`);
    expect(landed.searchParams.has("iss")).toBe(false);

    const issuer = upstream.directoryIssuer(foreign);
    const keys = createRemoteJWKSet(new URL(document.jwks_uri));
    const { payload } = await jwtVerify(tokens.body.id_token, keys, { issuer });
    const account = { email: other.email, preferred_username: other.email };
    expect(payload).toMatchObject({ tid: foreign, ...account });
    expect(payload["oid"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(payload).not.toHaveProperty("email_verified");

    const headers = { authorization: `Bearer ${tokens.body.access_token}` };
    const userinfo = await fetch(document.userinfo_endpoint, { headers });
    expect(await userinfo.json()).toMatchObject({ email: other.email });
  });

  test("serves each directory by itself, with its own people alone", async () => {
    const upstream = await start(options);
    const { document, tokens } = await signIn(upstream.directoryIssuer(home));
    expect(document.issuer).toBe(upstream.directoryIssuer(home));
    expect(decodeJwt(tokens.body.id_token)["tid"]).toBe(home);

    const address = authorizationAddress(document.authorization_endpoint, {
      login_hint: other.email,
    });
    const page = await startHttpBrowser(redirectUri).go(address);
    expect(page.html).not.toContain("Fabrikam owner");
  });

  test("asks the person first when the authority cannot tell the directory", async () => {
    const upstream = await start({ ...options, autoSignIn: false });
    const { authorization_endpoint } = await discover(upstream.issuer);
    const browser = startHttpBrowser(redirectUri);
    const page = await browser.go(authorizationAddress(authorization_endpoint));
    expect(page.html).toContain("Fabrikam owner");

    const chosen = new URL(page.address);
    chosen.searchParams.set("chosen", "1");
    chosen.searchParams.set("login_hint", other.email);
    expect((await browser.go(chosen.href)).address.searchParams.has("code")).toBe(true);
    const authorizations = upstream.requests.filter((entry) => entry.endpoint === "authorize");
    expect(authorizations).toHaveLength(1);
  });
});

describe("faults", () => {
  test("down closes the port, and taking it back opens the same one", async () => {
    const upstream = await start();
    await upstream.setFault({ kind: "down" });
    await expect(discover(upstream.issuer)).rejects.toThrow();
    await upstream.setFault(null);
    expect((await discover(upstream.issuer)).issuer).toBe(upstream.issuer);
  });

  test("garbage and slow hit the endpoint they name", async () => {
    const upstream = await start();
    await upstream.setFault({ kind: "garbage", at: "discovery" });
    await expect(discover(upstream.issuer)).rejects.toThrow();
    await upstream.setFault({ kind: "slow", delayMs: 200, at: "keys" });
    const document = await discover(upstream.issuer);
    const before = performance.now();
    await fetch(document.jwks_uri);
    expect(performance.now() - before).toBeGreaterThan(190);
  });

  test("error comes back as the authorization response", async () => {
    const upstream = await start();
    await upstream.setFault({ kind: "error", error: "access_denied" });
    const { landed } = await signIn(upstream.issuer);
    expect(landed.searchParams.get("error")).toBe("access_denied");
  });

  test("claims are replaced and left out", async () => {
    const upstream = await start();
    const set = { email_verified: false, name: "Somebody else" };
    await upstream.setFault({ kind: "claims", set, remove: ["email"] });
    const { tokens } = await signIn(upstream.issuer);
    const claims = decodeJwt(tokens.body.id_token);
    expect(claims).toMatchObject(set);
    expect(claims).not.toHaveProperty("email");
  });

  test.each(["nonce", "issuer", "audience", "expired"] as const)(
    "an ID token with a wrong %s is signed all the same",
    async (change) => {
      const upstream = await start({ signingAlgorithm: "ES256" });
      await upstream.setFault({ kind: "id-token", change });
      const { document, tokens } = await signIn(upstream.issuer);
      const keys = createRemoteJWKSet(new URL(document.jwks_uri));
      const verified = jwtVerify(tokens.body.id_token, keys, {
        issuer: upstream.issuer,
        audience: client.clientId,
      });
      if (change === "nonce") expect((await verified).payload["nonce"]).toBe("another-nonce");
      else await expect(verified).rejects.toMatchObject({ code: /^ERR_JWT_/ });
    },
  );

  test.each(["signature", "unsigned", "hmac-with-public-key"] as const)(
    "an ID token spoilt by %s does not verify",
    async (change) => {
      const upstream = await start();
      await upstream.setFault({ kind: "id-token", change });
      const { document, tokens } = await signIn(upstream.issuer);
      const keys = createRemoteJWKSet(new URL(document.jwks_uri));
      await expect(jwtVerify(tokens.body.id_token, keys)).rejects.toThrow();
    },
  );

  test("a rotated key signs at once, under another kid", async () => {
    const upstream = await start();
    const before = await signIn(upstream.issuer);
    await upstream.rotateKeys();
    const after = await signIn(upstream.issuer);
    const keys = createRemoteJWKSet(new URL(after.document.jwks_uri));
    await expect(jwtVerify(before.tokens.body.id_token, keys)).rejects.toThrow();
    await jwtVerify(after.tokens.body.id_token, keys);
  });
});
