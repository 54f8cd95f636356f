import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Upstream, UpstreamOptions } from "#demo/upstream/types.ts";
import { startUpstream } from "#demo/upstream.ts";
import { Secret } from "#platform/secret.ts";
import { startProcessWith } from "#platform/test-process.ts";
import { checkConnection } from "./check-connection.ts";
import type { UpstreamClient } from "./upstream-client.ts";

const directoryId = "11111111-1111-4111-8111-111111111111";
const started: Upstream[] = [];

beforeEach(() => startProcessWith());
afterEach(async () => {
  await Promise.all(started.splice(0).map((upstream) => upstream.stop()));
});

async function start(options: Partial<UpstreamOptions> = {}): Promise<Upstream> {
  const upstream = await startUpstream({
    flavour: "oidc",
    clients: [
      {
        clientId: "rp",
        clientSecrets: ["right", "also-right"],
        redirectUris: ["http://localhost:3000/api/auth/callback/oidc"],
      },
    ],
    directoryIds: [directoryId],
    ...options,
  });
  started.push(upstream);
  return upstream;
}

function clientOf(issuer: string, more: Partial<UpstreamClient> = {}): UpstreamClient {
  return {
    tenantId: "0199a7c4-0000-7000-8000-000000000001",
    providerId: "0199a7c4-0000-7000-8000-000000000002",
    kind: "oidc",
    name: "Company sign-in",
    issuer,
    clientId: "rp",
    clientSecrets: [Secret.of("right")],
    directoryIds: [],
    trustEmail: false,
    ...more,
  };
}

describe("a connection that works", () => {
  test.each(["RS256", "ES256"] as const)("passes with keys for %s", async (signingAlgorithm) => {
    const upstream = await start({ signingAlgorithm });
    expect(await checkConnection(clientOf(upstream.issuer))).toMatchObject({
      ok: true,
      stage: "client",
    });
  });

  test("passes for Google, and for one and for many directories of Microsoft", async () => {
    const google = await start({ flavour: "google" });
    const microsoft = await start({ flavour: "microsoft" });
    for (const client of [
      clientOf(google.issuer, { kind: "google" }),
      clientOf(microsoft.directoryIssuer(directoryId), { kind: "azure-ad" }),
      clientOf(microsoft.issuer, { kind: "azure-ad", directoryIds: [directoryId] }),
    ]) {
      expect(await checkConnection(client)).toMatchObject({ ok: true });
    }
  });
});

describe("a connection that fails names its stage", () => {
  async function failure(client: UpstreamClient) {
    const { ok, stage, message } = await checkConnection(client);
    expect(ok).toBe(false);
    return { stage, message };
  }

  test("address: nothing listens, no such name, no https", async () => {
    const upstream = await start();
    await upstream.setFault({ kind: "down" });
    for (const [issuer, why] of [
      [upstream.issuer, /connection failed/],
      ["https://provider.invalid", /does not resolve|connection failed/],
      ["ftp://provider.invalid", /not an https address/],
      ["http://169.254.169.254", /private address/],
    ] as const) {
      const found = await failure(clientOf(issuer));
      expect(found).toEqual({ stage: "address", message: expect.stringMatching(why) });
    }
  });

  test("address: a private one is not even asked where the installation forbids those", async () => {
    startProcessWith({ PRIVATE_UPSTREAMS: "off" });
    const upstream = await start();
    expect(await failure(clientOf(upstream.issuer))).toMatchObject({ stage: "address" });
    expect(upstream.requests).toEqual([]);
  });

  test("address: the operator's own loopback issuer is exempt from that", async () => {
    const upstream = await start({ flavour: "google" });
    startProcessWith({ PRIVATE_UPSTREAMS: "off", GOOGLE_OAUTH_ISSUER: upstream.issuer });
    const client = clientOf(upstream.issuer, { kind: "google" });
    expect(await checkConnection(client)).toMatchObject({ ok: true });
  });

  test("discovery: garbage, or another issuer than the one that was asked for", async () => {
    const upstream = await start();
    const slash = await failure(clientOf(`${upstream.issuer}/`));
    expect(slash).toEqual({
      stage: "discovery",
      message: expect.stringContaining(`states the issuer "${upstream.issuer}"`),
    });
    await upstream.setFault({ kind: "garbage", at: "discovery" });
    const garbage = await failure(clientOf(upstream.issuer));
    expect(garbage).toMatchObject({ stage: "discovery" });
  });

  test("keys: garbage instead of a key set", async () => {
    const upstream = await start();
    await upstream.setFault({ kind: "garbage", at: "keys" });
    expect(await failure(clientOf(upstream.issuer))).toMatchObject({ stage: "keys" });
  });

  test("client: a wrong secret or id, and the message holds no secret", async () => {
    const upstream = await start();
    const clientSecrets = [Secret.of("wrong-canary")];
    for (const more of [{ clientSecrets }, { clientId: "nobody" }, { clientSecrets: [] }]) {
      const { stage, message } = await failure(clientOf(upstream.issuer, more));
      expect(stage).toBe("client");
      expect(message).toMatch(/client id or client secret|no client secret/);
      expect(message).not.toMatch(/canary|right/);
    }
  });

  test("client: a newest secret that is wrong, though the older one keeps sign-ins going", async () => {
    const upstream = await start();
    const clientSecrets = [Secret.of("wrong"), Secret.of("also-right")];
    const found = await failure(clientOf(upstream.issuer, { clientSecrets }));
    expect(found).toEqual({
      stage: "client",
      message: expect.stringContaining("go on with the older one"),
    });
  });

  test("client: a token endpoint that answers anything else", async () => {
    const upstream = await start();
    await upstream.setFault({ kind: "garbage", at: "token" });
    expect(await failure(clientOf(upstream.issuer))).toMatchObject({ stage: "client" });
  });
});

test("a provider that takes its time is given up on within the limit", async () => {
  const upstream = await start();
  await upstream.setFault({ kind: "slow", delayMs: 250 });
  const before = performance.now();
  const result = await checkConnection(clientOf(upstream.issuer), 400);
  expect(performance.now() - before).toBeLessThan(490);
  expect(result).toMatchObject({
    ok: false,
    stage: "keys",
    message: expect.stringContaining("no answer came in time"),
  });
});
