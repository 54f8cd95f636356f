import { randomUUID } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { removeProvider } from "#domain/identity-providers/remove.ts";
import { removeDomain } from "#domain/login-domains/remove.ts";
import { updateDomain } from "#domain/login-domains/update.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import {
  asOperator,
  eventsOfRequest,
  newDomain,
  newProvider,
  newTenant,
} from "#domain/testing/contexts.ts";
import { openPayload, signPayload } from "#platform/signed.ts";
import { discover, readDiscovery } from "./discover.ts";
import { RESOLUTION_PURPOSE, resolutionSchema } from "./resolution.ts";
import { resolve } from "./resolve.ts";

vi.stubEnv("GOOGLE_OAUTH_CLIENT_ID", "platform-client");
vi.stubEnv("GOOGLE_OAUTH_CLIENT_SECRET", "platform-secret");

withDatabase();

let callers = 0;
/** Each call from an address of its own, so that no limit is met. */
function newRequest() {
  callers += 1;
  return { requestId: randomUUID(), address: `198.51.100.${callers}`, userAgent: "vitest" };
}

/** A tenant with two providers and a verified domain, and a discovery cookie for it. */
async function newRoutedTenant() {
  const tenant = await newTenant();
  const provider = await newProvider(tenant.id, "google");
  await newProvider(tenant.id, "azure-ad");
  await newDomain(tenant.id, { domain: tenant.domain });
  const email = `ann@${tenant.domain}`;
  const { cookie } = await discover(email, newRequest());
  return { ...tenant, email, cookie: cookie ?? "", providerId: provider.id };
}

/** What a resolve came to: the resolution, or the reason that was audited. */
async function outcomeOf(body: Record<string, unknown>, cookie: string | undefined) {
  const request = newRequest();
  const answer = await resolve({ provider: "google", ...body }, cookie, request);
  const events = await eventsOfRequest(request.requestId);
  if (!answer) return { refused: events.map(({ reason }) => reason).join() };
  expect(events).toEqual([]);
  expect(answer.url).toBe("/api/auth/signin/google");
  return openPayload(RESOLUTION_PURPOSE, answer.cookie, resolutionSchema);
}

describe("with the discovery cookie", () => {
  test("the tenant's own provider is started, with what the flow needs", async () => {
    const { id, email, cookie, domain, providerId } = await newRoutedTenant();
    const body = { email: ` ${email.toUpperCase()} `, callbackUrl: "/t/x?y=1", prompt: "login" };
    expect(await outcomeOf({ ...body, max_age: "60" }, cookie)).toEqual({
      tenantId: id,
      providerId,
      kind: "google",
      domain,
      loginHint: email,
      returnTo: "/t/x?y=1",
      prompt: "login",
      maxAgeSeconds: 60,
    });
  });

  test("an address of another domain is refused, be it claimed, unclaimed or below", async () => {
    const [mine, theirs] = [await newRoutedTenant(), await newRoutedTenant()];
    for (const email of [theirs.email, "ann@unclaimed.example", `ann@mail.${mine.domain}`]) {
      expect(await outcomeOf({ email }, mine.cookie)).toEqual({
        refused: "discovery_cookie_invalid",
      });
    }
    expect(await outcomeOf({ email: mine.email }, mine.cookie)).toMatchObject({
      tenantId: mine.id,
    });
  });

  test("that is forged or expired nothing starts, not even a platform's provider", async () => {
    const { email, domain, cookie } = await newRoutedTenant();
    const payload = readDiscovery(cookie, domain) ?? {};
    const expired = signPayload("sign-in-discovery", payload, -1);
    for (const forged of ["", "x", `${cookie}x`, cookie.slice(1), expired]) {
      expect(await outcomeOf({ email }, forged)).toEqual({ refused: "discovery_cookie_invalid" });
    }
  });

  test("that did not offer a provider, that provider is not started", async () => {
    const tenant = await newRoutedTenant();
    await updateDomain(asOperator(tenant.id), { domain: tenant.domain, providers: ["azure-ad"] });
    const { cookie } = await discover(tenant.email, newRequest());
    await updateDomain(asOperator(tenant.id), { domain: tenant.domain, providers: null });
    expect(await outcomeOf({ email: tenant.email }, cookie ?? "")).toEqual({
      refused: "provider_not_discovered",
    });
  });

  type Tenant = Awaited<ReturnType<typeof newRoutedTenant>>;
  const changes: [string, string, (tenant: Tenant) => Promise<unknown>][] = [
    [
      "the domain was removed",
      "claim_changed",
      ({ id, domain }) => removeDomain(asOperator(id), { domain }),
    ],
    [
      "the domain was deactivated",
      "claim_changed",
      ({ id, domain }) => updateDomain(asOperator(id), { domain, active: false }),
    ],
    [
      "the tenant was suspended",
      "claim_changed",
      ({ id }) => updateTenant(asOperator(id), { status: "suspended" }),
    ],
    [
      "the domain moved to another tenant",
      "claim_changed",
      async ({ id, domain }) => {
        await removeDomain(asOperator(id), { domain });
        const other = await newTenant();
        await newProvider(other.id, "google");
        await newDomain(other.id, { domain });
      },
    ],
    [
      "the provider was removed",
      "provider_not_offered",
      ({ id, providerId }) => removeProvider(asOperator(id), { provider: providerId }),
    ],
    [
      "the domain picked another provider",
      "provider_not_offered",
      ({ id, domain }) => updateDomain(asOperator(id), { domain, providers: ["azure-ad"] }),
    ],
  ];
  test.each(changes)("the claim is read again: %s meanwhile, %s", async (_, refused, change) => {
    const tenant = await newRoutedTenant();
    await change(tenant);
    expect(await outcomeOf({ email: tenant.email }, tenant.cookie)).toEqual({ refused });
  });
});

describe("without a discovery cookie", () => {
  const platforms = { tenantId: null, providerId: null, kind: "google" };

  test("an unclaimed domain gets the platform's own provider", async () => {
    expect(await outcomeOf({ email: "ann@unclaimed.example" }, undefined)).toMatchObject(platforms);
  });

  test("a claimed domain gets the platform's own provider, never the tenant's", async () => {
    const { email } = await newRoutedTenant();
    expect(await outcomeOf({ email }, undefined)).toMatchObject(platforms);
    expect(await outcomeOf({ email, provider: "azure-ad" }, undefined)).toEqual({
      refused: "no_app_provider",
    });
  });

  test.each([
    ["enforces SSO", { ssoEnforced: true }, "sso_enforced"],
    ["denies the app fallback", { appFallback: "denied" }, "app_fallback_denied"],
    ["is suspended", { status: "suspended" }, "tenant_suspended"],
  ] as const)("a domain whose tenant %s gets nothing", async (_, change, refused) => {
    const { id, email, cookie } = await newRoutedTenant();
    await updateTenant(asOperator(id), change);
    expect(await outcomeOf({ email }, undefined)).toEqual({ refused });
    if (!("status" in change)) {
      expect(await outcomeOf({ email }, cookie)).toMatchObject({ tenantId: id });
    }
  });
});

describe("a failure", () => {
  test.each([
    ["no body", null],
    ["a body that is no object", "x"],
    ["an unknown provider", { provider: "github", email: "ann@unclaimed.example" }],
    ["no email", { provider: "google" }],
    ["an email that is a list", { provider: "google", email: ["ann@unclaimed.example"] }],
    ["two signs", { provider: "google", email: "a@b@unclaimed.example" }],
    ["10,000 characters", { provider: "google", email: `${"a".repeat(10_000)}@x.example` }],
    ["a bad max_age", { provider: "google", email: "ann@unclaimed.example", max_age: -1 }],
  ])("of %s is null, like every other", async (_, body) => {
    expect(await resolve(body, undefined, newRequest())).toBeNull();
  });

  test("is audited in the log of the tenant that it concerns, with its reason", async () => {
    const tenant = await newRoutedTenant();
    const request = newRequest();
    await resolve({ provider: "google", email: tenant.email }, "forged", request);
    expect(await eventsOfRequest(request.requestId)).toMatchObject([
      {
        tenantId: tenant.id,
        action: "sign_in.resolve",
        outcome: "denied",
        reason: "discovery_cookie_invalid",
        targetName: tenant.domain,
      },
    ]);
  });
});

test.each([
  ["https://evil.example/", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/%5cevil.example", "/"],
  ["/@evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/home\r\nset-cookie: x=1", "/"],
  ["/t/acme?tab=users#top", "/t/acme?tab=users#top"],
])("callbackUrl %j comes to %j", async (callbackUrl, returnTo) => {
  const body = { email: "ann@unclaimed.example", callbackUrl };
  expect(await outcomeOf(body, undefined)).toMatchObject({ returnTo });
});
