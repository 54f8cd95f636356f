import { randomUUID } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import {
  newDomain,
  newProvider,
  newTenant,
  newUser,
  TEST_PASSWORD,
} from "#domain/testing/contexts.ts";
import { readAttempt } from "./form-attempt.ts";
import { type FormAnswer, type SignInFields, submitSignInForm } from "./submit-form.ts";

vi.stubEnv("GOOGLE_OAUTH_CLIENT_ID", "platform-client");
vi.stubEnv("GOOGLE_OAUTH_CLIENT_SECRET", "platform-secret");

withDatabase();

let callers = 0;
/** Posts the form from an address of its own, so that no limit is met. */
async function submit(fields: Partial<SignInFields>, cookies = new Map<string, string>()) {
  callers += 1;
  const request = { requestId: randomUUID(), address: `198.51.100.${callers}`, userAgent: "" };
  const all = { email: "", password: "", provider: "", callbackUrl: "", ...fields };
  const answer = await submitSignInForm(all, cookies, request);
  return { ...answer, requestId: request.requestId, attempt: attemptOf(answer) };
}

function attemptOf(answer: FormAnswer) {
  const id = new URL(answer.location, "http://localhost").searchParams.get("attempt");
  return readAttempt(cookieOf(answer, "msp_sso_attempt") ?? undefined, id ?? undefined);
}

const cookieOf = (answer: FormAnswer, name: string) =>
  answer.cookies.find((cookie) => cookie.name === name)?.value;

async function newRoutedTenant() {
  const tenant = await newTenant();
  await newProvider(tenant.id, "azure-ad");
  await newDomain(tenant.id, { domain: tenant.domain });
  return { ...tenant, email: `ann@${tenant.domain}` };
}

describe("an email alone", () => {
  test("lights up what discovery says, and the page's address carries no email", async () => {
    const { email } = await newRoutedTenant();
    const answer = await submit({ email, callbackUrl: "/t/acme" });
    expect(answer.attempt).toMatchObject({ email, eligible: ["azure-ad"], failure: null });
    expect(cookieOf(answer, "msp_sso_discovery")).toEqual(expect.any(String));
    expect(answer.location).toMatch(
      /^\/auth\/msp\/signin\?attempt=[\w-]+&callbackUrl=%2Ft%2Facme$/,
    );
  });

  test("that lights nothing up clears the discovery cookie, and is no failure", async () => {
    const answer = await submit({ email: "not an address" });
    expect(answer.attempt).toMatchObject({ eligible: [], failure: null });
    expect(answer.cookies).toContainEqual({
      name: "msp_sso_discovery",
      value: null,
      maxAgeSeconds: 0,
    });
  });

  test("of 10,000 characters is cut, and still answered", async () => {
    const answer = await submit({ email: "\u0001🙂".repeat(5_000) });
    expect(answer.attempt?.email.length).toBeLessThanOrEqual(320);
  });
});

describe("a provider button", () => {
  test("starts the provider, with the discovery cookie that the browser brings", async () => {
    const { email } = await newRoutedTenant();
    const lit = await submit({ email });
    const discovery = cookieOf(lit, "msp_sso_discovery") ?? "";
    const cookies = new Map([["msp_sso_discovery", discovery]]);
    const started = await submit({ email, provider: "azure-ad", callbackUrl: "/home" }, cookies);
    expect(started.attempt).toMatchObject({
      startUrl: "/api/auth/signin/azure-ad",
      failure: null,
    });
    expect(cookieOf(started, "msp_sso_resolution")).toEqual(expect.any(String));
  });

  test("without the cookie never starts a tenant's, and fails with the one neutral message", async () => {
    const { email } = await newRoutedTenant();
    const answer = await submit({ email, provider: "azure-ad" });
    const message = "We couldn't start that sign-in. Check your email and try again.";
    expect(answer.attempt).toMatchObject({
      email,
      startUrl: null,
      failure: { message, requestId: answer.requestId },
    });
    const nonsense = await submit({ email: "x", provider: "github" });
    expect(nonsense.attempt?.failure?.message).toBe(message);
    expect(cookieOf(answer, "msp_sso_resolution")).toBeUndefined();
  });
});

describe("a password", () => {
  test("signs in whatever discovery says, and lands on this site", async () => {
    const tenant = await newTenant();
    const { email } = await newUser(tenant.id);
    const credentials = { email, password: TEST_PASSWORD };
    const landed = await submit({ ...credentials, callbackUrl: "/t/acme?x=1" });
    expect(landed.location).toBe("/t/acme?x=1");
    expect(landed.cookies[0]).toMatchObject({ value: expect.any(String) });
    expect(landed.cookies.slice(1).every(({ value }) => value === null)).toBe(true);
    for (const callbackUrl of ["//evil.example", "https://evil.example", "/\\evil.example", ""]) {
      expect((await submit({ ...credentials, callbackUrl })).location).toBe("/");
    }
  });

  test("that is wrong, and a person who does not exist, read the same, and it is not kept", async () => {
    const { email } = await newUser((await newTenant()).id);
    const wrong = await submit({ email, password: "canary-wrong-password" });
    const unknown = await submit({ email: `no-${email}`, password: "canary-wrong-password" });
    for (const answer of [wrong, unknown]) {
      expect(answer.attempt).toMatchObject({ eligible: [], startUrl: null });
      expect(answer.attempt?.failure?.message).toBe(
        "We couldn't sign you in. Check your details and try again.",
      );
      const kept = cookieOf(answer, "msp_sso_attempt") ?? "";
      expect(Buffer.from(kept, "base64url").toString("latin1")).not.toContain("canary");
    }
  });

  test("comes second to a provider button, which never sends it anywhere", async () => {
    const answer = await submit({ email: "x", password: TEST_PASSWORD, provider: "google" });
    expect(answer.location).toContain("/auth/msp/signin?attempt=");
    expect(JSON.stringify(answer)).not.toContain("otter");
  });
});
