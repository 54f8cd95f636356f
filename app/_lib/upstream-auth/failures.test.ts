import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Upstream, UpstreamFault } from "#demo/upstream/types.ts";
import { RESOLUTION_COOKIE, RESOLUTION_TTL_SECONDS } from "#domain/sign-in/resolution.ts";
import { Secret } from "#platform/secret.ts";
import { startProcessWith } from "#platform/test-process.ts";
import { neutralEnd, startTestSite } from "./test-site.ts";

let our: ReturnType<typeof startTestSite>;
let upstream: Upstream;

beforeEach(async () => {
  startProcessWith();
  our = startTestSite();
  upstream = await our.addUpstream();
  our.addClient(upstream);
});
afterEach(() => our.stop());

/** The same end for all; what differs is in the audit log alone. */
function expectNeutral(response: Response, reason: RegExp): void {
  expect([response.status, response.headers.get("location")]).toEqual([303, neutralEnd]);
  expect(response.headers.get("set-cookie") ?? "").not.toContain("session-of");
  expect(our.failures).toEqual([
    {
      resolution: expect.objectContaining({ domain: "acme.example" }),
      kind: "oidc",
      reason: expect.stringMatching(reason),
      request: expect.objectContaining({ requestId: "the-request" }),
    },
  ]);
  expect(our.completions).toEqual([]);
}

describe("a provider that fails ends in the neutral error, its reason in the audit log", () => {
  const faults: [UpstreamFault, RegExp][] = [
    [{ kind: "down" }, /discovery document .* the connection failed/],
    [{ kind: "garbage", at: "discovery" }, /discovery document .* is not JSON/],
    [{ kind: "garbage", at: "token" }, /no ID token/],
    [{ kind: "garbage", at: "keys" }, /key set at/],
    [{ kind: "error", error: "access_denied", description: "No" }, /an error: access_denied No/],
    [{ kind: "error", error: "login_required" }, /an error: login_required/],
    [{ kind: "id-token", change: "nonce" }, /"nonce"/],
    [{ kind: "id-token", change: "issuer" }, /its issuer is not http/],
    [{ kind: "id-token", change: "audience" }, /"aud"/],
    [{ kind: "id-token", change: "expired" }, /"exp"/],
    [{ kind: "id-token", change: "signature" }, /signature verification failed/],
    [{ kind: "id-token", change: "unsigned" }, /"alg"/],
    [{ kind: "id-token", change: "hmac-with-public-key" }, /"alg"/],
  ];
  test.each(faults)("%j", async (fault, reason) => {
    await upstream.setFault(fault);
    expectNeutral(await our.browser().signIn({ kind: "oidc" }), reason);
    await upstream.setFault(null);
    await our.browser().signIn({ kind: "oidc" });
    expect(our.completions).toHaveLength(1);
  });

  test("down between the start and the callback", async () => {
    const browser = our.browser();
    browser.resolve({ kind: "oidc" });
    const callback = await browser.visitProvider("oidc");
    await upstream.setFault({ kind: "down" });
    expectNeutral(await browser.go(callback), /token endpoint .* the connection failed/);
  });

  test("slow for longer than anybody waits", { timeout: 20_000 }, async () => {
    await upstream.setFault({ kind: "slow", delayMs: 9_500, at: "token" });
    const before = performance.now();
    expectNeutral(await our.browser().signIn({ kind: "oidc" }), /no answer came in time/);
    expect(performance.now() - before).toBeLessThan(9_400);
  });

  test("refusing every secret that is tried, of which there are two", async () => {
    const clientSecrets = ["canary-1", "canary-2", "secret"].map(Secret.of);
    our.clients.splice(0);
    our.addClient(upstream, { clientSecrets });
    expectNeutral(await our.browser().signIn({ kind: "oidc" }), /^(?!.*canary).*invalid_client/);
  });

  test("at a private address, where the installation forbids those", async () => {
    startProcessWith({ PRIVATE_UPSTREAMS: "off" });
    expectNeutral(await our.browser().signIn({ kind: "oidc" }), /not an https address/);
    expect(upstream.requests).toEqual([]);
  });

  test("removed while the person was there", async () => {
    const browser = our.browser();
    browser.resolve({ kind: "oidc" });
    const callback = await browser.visitProvider("oidc");
    our.clients.splice(0);
    expectNeutral(await browser.go(callback), /not there or not ready any more/);
  });
});

describe("a callback that is not the answer to this browser's sign-in is refused", () => {
  async function atCallback() {
    const browser = our.browser();
    browser.resolve({ kind: "oidc", maxAgeSeconds: 600 });
    return { browser, callback: await browser.visitProvider("oidc") };
  }

  test("with another state, or with none", async () => {
    const { browser, callback } = await atCallback();
    const other = callback.replace(/state=[^&]+/, "state=another");
    expectNeutral(await browser.ask(other), /"state"/);
    our.failures.splice(0);
    expectNeutral(await browser.ask(callback.replace(/&?state=[^&]+/, "")), /"state" missing/);
  });

  test("with a parameter twice", async () => {
    const { browser, callback } = await atCallback();
    expectNeutral(await browser.ask(`${callback}&code=another`), /code more than once/);
  });

  test("naming another issuer, or none though the provider always does (RFC 9207)", async () => {
    const { browser, callback } = await atCallback();
    const other = callback.replace(/iss=[^&]+/, "iss=https%3A%2F%2Fevil.example");
    expectNeutral(await browser.ask(other), /"iss"/);
    our.failures.splice(0);
    expectNeutral(await browser.ask(callback.replace(/&iss=[^&]+/, "")), /"iss"/);
  });

  test.each(["msp_sso_state", "msp_sso_nonce", "msp_sso_pkce"])("without %s", async (name) => {
    const { browser, callback } = await atCallback();
    browser.cookies.delete(name);
    expectNeutral(await browser.ask(callback), /cookie was missing/);
  });

  test("a second time, with every cookie that the first one had", async () => {
    const { browser, callback } = await atCallback();
    const cookies = new Map(browser.cookies);
    await browser.go(callback);
    expect(our.completions.splice(0)).toHaveLength(1);
    expectNeutral(await browser.ask(callback, cookies), /refused the code: invalid_grant/);
  });

  test("when the age of the authentication was asked for and not told", async () => {
    const browser = our.browser();
    browser.resolve({ kind: "oidc", maxAgeSeconds: 600 });
    const started = await browser.go("/api/auth/signin/oidc");
    const tampered = (started.headers.get("location") ?? "").replace(/&max_age=\d+/, "");
    expectNeutral(await browser.go(await browser.follow(tampered)), /"auth_time"/);
  });

  test("for another kind of provider than the one that was resolved", async () => {
    const { browser, callback } = await atCallback();
    for (const path of ["/api/auth/signin/google", callback.replace("oidc", "google")]) {
      const response = await browser.ask(path);
      expect(response.headers.get("location")).toBe(neutralEnd);
      expect(our.failures.splice(0)).toMatchObject([{ reason: expect.stringContaining("oidc") }]);
    }
  });

  test.each(["missing", "altered", "expired"])("with a resolution that is %s", async (how) => {
    const { browser, callback } = await atCallback();
    const value = browser.cookies.get(RESOLUTION_COOKIE) ?? "";
    if (how === "missing") browser.cookies.delete(RESOLUTION_COOKIE);
    if (how === "altered") browser.cookies.set(RESOLUTION_COOKIE, `${value.slice(0, -1)}_`);
    if (how === "expired") {
      const now = Date.now() - RESOLUTION_TTL_SECONDS * 1000;
      vi.useFakeTimers({ toFake: ["Date"], now });
      browser.resolve({ kind: "oidc" });
      vi.useRealTimers();
    }
    for (const path of ["/api/auth/signin/oidc", callback]) {
      const response = await browser.ask(path);
      expect(response.headers.get("location")).toBe(
        "/auth/msp/signin?error=sign_in&request=the-request",
      );
    }
    expect(our.failures).toMatchObject([{ resolution: null }, { resolution: null }]);
  });
});
