import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RESOLUTION_COOKIE } from "#domain/sign-in/resolution.ts";
import { Secret } from "#platform/secret.ts";
import { startProcessWith } from "#platform/test-process.ts";
import { redirectUris, startTestSite } from "./upstream-auth/test-site.ts";

let our: ReturnType<typeof startTestSite>;

beforeEach(() => {
  startProcessWith();
  our = startTestSite();
});
afterEach(() => our.stop());

describe("a sign-in at a provider", () => {
  test.each([
    ["google", "RS256"],
    ["oidc", "ES256"],
  ] as const)("of %s with %s ends signed in at the return address", async (flavour, algorithm) => {
    const upstream = await our.addUpstream({ flavour, signingAlgorithm: algorithm });
    const { kind } = our.addClient(upstream);
    const response = await our.browser().signIn({ kind });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/t/acme?tab=1"]);
    expect(our.failures).toEqual([]);
    expect(our.completions).toMatchObject([
      {
        resolution: { domain: "acme.example" },
        client: { clientId: "rp" },
        request: { requestId: "the-request" },
        claims: {
          issuer: upstream.issuer,
          subject: expect.any(String),
          email: "ada@acme.example",
          emailVerified: true,
          name: "Ada",
        },
      },
    ]);
  });

  test("carries login_hint, prompt and max_age, and always state, nonce and PKCE", async () => {
    const upstream = await our.addUpstream();
    our.addClient(upstream);
    await our.browser().signIn({ kind: "oidc", prompt: "select_account", maxAgeSeconds: 0 });
    expect(upstream.requests.find((each) => each.endpoint === "authorize")).toEqual({
      endpoint: "authorize",
      directoryId: null,
      clientId: "rp",
      redirectUri: "http://localhost:3000/api/auth/callback/oidc",
      loginHint: "ada@acme.example",
      prompt: "select_account",
      maxAge: "0",
      codeChallenge: expect.stringMatching(/^[\w-]{43}$/),
      codeChallengeMethod: "S256",
      state: expect.stringMatching(/^.{43,}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      scope: "openid profile email",
    });
    expect(upstream.requests.find((each) => each.endpoint === "token")).toMatchObject({
      hasCodeVerifier: true,
      status: 200,
    });
    expect(our.completions[0]?.claims.authTime).toBeGreaterThan(Date.now() / 1000 - 60);
  });

  test("leaves the session's cookie alone, and no cookie of the flow or of Auth.js", async () => {
    our.addClient(await our.addUpstream());
    const browser = our.browser();
    browser.cookies.set("gatehouse_session", "an-older-session");
    browser.resolve({ kind: "oidc" });
    const callback = await browser.visitProvider("oidc");
    expect([...browser.cookies.keys()].sort()).toEqual([
      "gatehouse_session",
      "msp_sso_nonce",
      "msp_sso_pkce",
      RESOLUTION_COOKIE,
      "msp_sso_state",
    ]);
    await browser.go(callback);
    expect(Object.fromEntries(browser.cookies)).toEqual({
      gatehouse_session: `session-of-${our.completions[0]?.claims.subject}`,
    });
    expect(our.completions[0]?.replaces).toBe("an-older-session");
  });

  test("under https sets cookies that no other host and no script can touch", async () => {
    const origin = "https://sso.example.com";
    startProcessWith({ BASE_URL: origin, PRIVATE_UPSTREAMS: "on" });
    const clients = [{ clientId: "rp", clientSecrets: ["s"], redirectUris: redirectUris(origin) }];
    const upstream = await our.addUpstream({ clients });
    our.addClient(upstream, { clientSecrets: [Secret.of("s")] });
    const browser = our.browser();
    browser.resolve({ kind: "oidc" });
    const started = await browser.ask("/api/auth/signin/oidc");
    const lines = started.headers.getSetCookie();
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      expect(line).toMatch(/^__Host-msp_sso_(state|nonce|pkce)=/);
      for (const attribute of ["Path=/", "HttpOnly", "Secure", "SameSite=Lax"])
        expect(line.split("; ")).toContain(attribute);
    }
    const finished = await browser.signIn({ kind: "oidc" });
    expect(finished.headers.get("location")).toBe("/t/acme?tab=1");
    expect(finished.headers.getSetCookie()[0]).toMatch(/^gatehouse_session=.*; HttpOnly; Secure/);
  });

  test("goes by BASE_URL, whatever Auth.js would read in the environment", async () => {
    startProcessWith({
      AUTH_URL: "https://elsewhere.example/auth",
      AUTH_SECRET_1: "another-secret",
      AUTH_OIDC_ID: "another-client",
      AUTH_REDIRECT_PROXY_URL: "https://elsewhere.example/proxy",
    });
    const upstream = await our.addUpstream();
    our.addClient(upstream);
    const response = await our.browser().signIn({ kind: "oidc" });
    expect(our.failures).toEqual([]);
    expect(response.headers.get("location")).toBe("/t/acme?tab=1");
    const [redirectUri] = redirectUris().filter((uri) => uri.endsWith("oidc"));
    for (const { endpoint, ...entry } of upstream.requests) {
      if (endpoint === "authorize" || endpoint === "token")
        expect(entry).toMatchObject({ redirectUri });
    }
  });

  test("goes on with the older secret while the provider does not know the newest", async () => {
    const upstream = await our.addUpstream();
    our.addClient(upstream, { clientSecrets: [Secret.of("too-new"), Secret.of("secret")] });
    const response = await our.browser().signIn({ kind: "oidc" });
    expect(response.headers.get("location")).toBe("/t/acme?tab=1");
    const statuses = upstream.requests.flatMap((each) =>
      each.endpoint === "token" ? [each.status] : [],
    );
    expect(statuses).toEqual([401, 200]);
  });

  test("asks for the discovery document once in a while, and for keys at each rotation", async () => {
    const upstream = await our.addUpstream();
    our.addClient(upstream);
    const asked = (endpoint: string) =>
      upstream.requests.filter((each) => each.endpoint === endpoint).length;
    for (let signIns = 0; signIns < 3; signIns += 1) await our.browser().signIn({ kind: "oidc" });
    expect([asked("discovery"), asked("keys")]).toEqual([1, 1]);
    await upstream.rotateKeys();
    await our.browser().signIn({ kind: "oidc" });
    expect([asked("discovery"), asked("keys")]).toEqual([1, 2]);
    expect(our.completions).toHaveLength(4);
  });

  test("is over for the person whom our rules refuse, who are the ones to audit it", async () => {
    our.addClient(await our.addUpstream());
    our.site.refuses = true;
    const browser = our.browser();
    const response = await browser.signIn({ kind: "oidc" });
    expect(response.headers.get("location")).toMatch(/^\/auth\/msp\/signin\?error=sign_in/);
    expect(our.failures).toEqual([]);
    expect(browser.cookies).toEqual(new Map());
  });
});

describe("claims about the email reach our rules as they were made", () => {
  test.each([
    [{ set: { email_verified: false } }, { email: "ada@acme.example", emailVerified: false }],
    [{ remove: ["email_verified"] }, { email: "ada@acme.example", emailVerified: undefined }],
    [{ remove: ["email"] }, { email: undefined }],
    [{ set: { email: "eve@evil.example" } }, { email: "eve@evil.example" }],
  ])("%j", async (change, expected) => {
    const upstream = await our.addUpstream();
    our.addClient(upstream);
    await upstream.setFault({ kind: "claims", ...change });
    await our.browser().signIn({ kind: "oidc" });
    expect(our.completions).toMatchObject([{ claims: expected }]);
  });
});
