import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Upstream, UpstreamFault } from "#demo/upstream/types.ts";
import { startUpstream } from "#demo/upstream.ts";
import { type Installation, type ProviderKind, record } from "#e2e/support/installation.ts";
import { newTenant, type TestTenant } from "#e2e/support/new-tenant.ts";
import { type ProviderVisit, signInByProvider, startFaultInstallation } from "./visitor.ts";

let installation: Installation;
let tenant: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  installation = await startFaultInstallation();
  tenant = await newTenant(installation, { people: 1 });
  other = await newTenant(installation, { people: 1 });
}, 120_000);

afterEach(async () => {
  for (const upstream of Object.values(installation.upstreams)) await upstream.setFault(null);
});
afterAll(() => installation.stop());

const visit = (kind: ProviderKind, email = tenant.person.email) =>
  signInByProvider(installation.product.baseUrl, { kind, email });

/** Why the visit failed, by the request id that the sign-in page got. */
async function reasonOf({ landing, session }: ProviderVisit, slug = tenant.slug): Promise<string> {
  expect(session).toBeNull();
  expect(landing.pathname).toBe("/auth/msp/signin");
  expect(landing.searchParams.get("error")).toBe("sign_in");
  const requestId = landing.searchParams.get("request");
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  const page = await fetch(landing);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain(requestId);
  const query = "action=sign_in.provider&outcome=failure";
  const events = record(await installation.rest(`/v1/tenants/${slug}/audit-events?${query}`));
  const items = Array.isArray(events["items"]) ? events["items"].map(record) : [];
  return String(items.find((event) => event["requestId"] === requestId)?.["reason"]);
}

test("without a fault each provider signs the person in", async () => {
  for (const kind of ["google", "azure-ad", "oidc"] as const) {
    const { landing, session } = await visit(kind);
    expect(landing.pathname).toBe("/account");
    expect(session).not.toBeNull();
  }
});

describe("a fault of the provider ends on the sign-in page, its reason in the audit log", () => {
  const faults: [string, UpstreamFault, RegExp][] = [
    ["an error", { kind: "error", error: "access_denied" }, /access_denied/],
    ["garbage from the token endpoint", { kind: "garbage", at: "token" }, /./],
    [
      "an email not verified",
      { kind: "claims", set: { email_verified: false } },
      /email_unverified/,
    ],
    ["no email", { kind: "claims", remove: ["email"] }, /email_missing/],
    ["a foreign nonce", { kind: "id-token", change: "nonce" }, /nonce/i],
    ["an unsigned token", { kind: "id-token", change: "unsigned" }, /./],
    [
      "a signature by HMAC with the public key",
      { kind: "id-token", change: "hmac-with-public-key" },
      /./,
    ],
    ["an expired token", { kind: "id-token", change: "expired" }, /./],
    ["a token for another audience", { kind: "id-token", change: "audience" }, /./],
    ["a token of another issuer", { kind: "id-token", change: "issuer" }, /./],
  ];
  for (const [name, fault, reason] of faults) {
    test(name, async () => {
      await installation.upstreams.oidc.setFault(fault);
      expect(await reasonOf(await visit("oidc"))).toMatch(reason);
      await installation.upstreams.oidc.setFault(null);
      expect((await visit("oidc")).session).not.toBeNull();
    });
  }

  test("an email of another tenant's domain", async () => {
    const set = { email: other.person.email, email_verified: true };
    await installation.upstreams.oidc.setFault({ kind: "claims", set });
    expect(await reasonOf(await visit("oidc"))).toBe("domain_not_of_tenant");
  });

  test("a person whom nobody knows", async () => {
    const email = `stranger-${randomUUID()}@${tenant.domain}`;
    installation.upstreams.oidc.addPerson({ email, name: "A stranger" });
    expect(await reasonOf(await visit("oidc", email))).toBe("unknown_user");
  });
});

describe("a provider that is away is given up in time, and works when it is back", () => {
  const away: UpstreamFault[] = [
    { kind: "down" },
    { kind: "slow", delayMs: 60_000 },
    { kind: "garbage", at: "discovery" },
    { kind: "garbage", at: "keys" },
  ];
  for (const fault of away) {
    test(`${fault.kind}${"at" in fault ? ` at ${fault.at}` : ""}, before and after the person was there`, async () => {
      const upstream = await startUpstream({ flavour: "oidc", autoSignIn: true });
      try {
        const fresh = await newTenantAt(upstream);
        const attempt = { kind: "oidc", email: fresh.person.email } as const;
        const { baseUrl } = installation.product;
        const set = () => upstream.setFault(fault);
        const startedAt = performance.now();
        if (fault.kind !== "garbage" || fault.at === "discovery") {
          const early = await signInByProvider(baseUrl, attempt, { beforeStart: set });
          expect(await reasonOf(early, fresh.slug)).toMatch(/provider|discovery|document|time/i);
          await upstream.setFault(null);
        }
        const late = await signInByProvider(baseUrl, attempt, { beforeCallback: set });
        const isKnown = fault.kind === "garbage" && fault.at === "discovery";
        if (isKnown) expect(late.session).not.toBeNull();
        else expect(await reasonOf(late, fresh.slug)).not.toBe("undefined");
        expect(performance.now() - startedAt).toBeLessThan(30_000);
        await upstream.setFault(null);
        expect((await signInByProvider(baseUrl, attempt)).session).not.toBeNull();
      } finally {
        await upstream.stop();
      }
    });
  }
});

/** A tenant whose provider nobody has asked for anything yet, so that nothing of it is cached. */
async function newTenantAt(upstream: Upstream): Promise<TestTenant> {
  const { upstreams } = installation;
  const at = { ...installation, upstreams: { ...upstreams, oidc: upstream } };
  return await newTenant(at, { providers: ["oidc"] });
}

test("keys that the provider exchanged meanwhile are fetched", async () => {
  expect((await visit("oidc")).session).not.toBeNull();
  await installation.upstreams.oidc.rotateKeys();
  const after = await visit("oidc");
  expect(after.session, after.landing.href).not.toBeNull();
});

test("a provider that an admin removes while the person is there ends the sign-in neutrally", async () => {
  const fresh = await newTenant(installation, { providers: ["oidc"] });
  const attempt = { kind: "oidc", email: fresh.person.email } as const;
  const remove = () =>
    installation.rest(`/v1/tenants/${fresh.slug}/providers/oidc`, { method: "DELETE" });
  const { baseUrl } = installation.product;
  const gone = await signInByProvider(baseUrl, attempt, { beforeCallback: remove });
  expect(await reasonOf(gone, fresh.slug)).toMatch(/not there or not ready/);
});

test("a provider that an admin removes before the person gets there ends it neutrally", async () => {
  const fresh = await newTenant(installation, { providers: ["oidc"] });
  const attempt = { kind: "oidc", email: fresh.person.email } as const;
  const remove = () =>
    installation.rest(`/v1/tenants/${fresh.slug}/providers/oidc`, { method: "DELETE" });
  const gone = await signInByProvider(installation.product.baseUrl, attempt, {
    beforeStart: remove,
  });
  expect(await reasonOf(gone, fresh.slug)).toMatch(/not there or not ready/);
});

test("no fault of a provider is logged as a fault of ours", () => {
  const logged = installation.product
    .logs()
    .filter((line) => /"status":500|a request failed/.test(line));
  expect(logged).toEqual([]);
});
