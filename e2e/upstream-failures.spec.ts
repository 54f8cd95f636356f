import type { Page } from "@playwright/test";
import type { IdTokenChange, UpstreamFault } from "#demo/upstream/types.ts";
import { expect, test } from "./support/fixtures.ts";
import { type Installation, type ProviderKind, record } from "./support/installation.ts";
import {
  emailField,
  expectLit,
  failureRegion,
  providerButton,
  signInFailed,
  signInThrough,
} from "./support/sign-in-page.ts";

const callbackUrl = "/account?from=a-link";

/** The sign-in page, the neutral error, and an audit event that has the reason under its id. */
async function expectNeutralFailure(
  page: Page,
  installation: Installation,
  slug: string,
): Promise<void> {
  await expect(failureRegion(page).locator("p").first()).toHaveText(signInFailed);
  const { pathname, searchParams } = new URL(page.url());
  expect(pathname).toBe("/auth/msp/signin");
  expect(searchParams.get("callbackUrl")).toBe(callbackUrl);
  const requestId = await failureRegion(page).locator("code").textContent();
  const events = record(await installation.rest(`/v1/tenants/${slug}/audit-events?limit=20`));
  const items: unknown = events["items"];
  const event = Array.isArray(items)
    ? items.map(record).find((item) => item["requestId"] === requestId)
    : undefined;
  expect(event).toMatchObject({ reason: expect.stringMatching(/./) });
}

async function expectStillSignedOut(page: Page): Promise<void> {
  await page.goto("/account");
  await expect(page).toHaveURL("/auth/msp/signin?callbackUrl=%2Faccount");
}

const tokenChanges: readonly IdTokenChange[] = [
  "nonce",
  "issuer",
  "audience",
  "expired",
  "signature",
  "unsigned",
  "hmac-with-public-key",
];

const faults: readonly { name: string; kind: ProviderKind; fault: UpstreamFault }[] = [
  {
    name: "says access_denied",
    kind: "google",
    fault: { kind: "error", error: "access_denied", description: "<b>no</b>" },
  },
  { name: "says server_error", kind: "azure-ad", fault: { kind: "error", error: "server_error" } },
  {
    name: "answers garbage for tokens",
    kind: "oidc",
    fault: { kind: "garbage", at: "token" },
  },
  {
    name: "has not verified the email",
    kind: "google",
    fault: { kind: "claims", set: { email_verified: false } },
  },
  { name: "says no email", kind: "oidc", fault: { kind: "claims", remove: ["email"] } },
  {
    name: "asserts an email of a foreign domain",
    kind: "oidc",
    fault: { kind: "claims", set: { email: "person1@unmapped.example", email_verified: true } },
  },
];

test.describe("the neutral error", () => {
  for (const { name, kind, fault } of faults) {
    test(`answers a provider that ${name}`, async ({ page, installation, newTenant }) => {
      const { slug, person } = await newTenant({ providers: [kind] });
      const upstream = installation.upstreams[kind];
      await upstream.setFault(fault);
      try {
        await signInThrough(page, kind, person.email, callbackUrl);
        await expectNeutralFailure(page, installation, slug);
      } finally {
        await upstream.setFault(null);
      }
      await expectStillSignedOut(page);
    });
  }

  test("answers an ID token that nobody may accept", async ({ page, installation, newTenant }) => {
    const { slug, person } = await newTenant({ providers: ["oidc"] });
    const { oidc } = installation.upstreams;
    try {
      for (const change of tokenChanges) {
        await oidc.setFault({ kind: "id-token", change });
        await signInThrough(page, "oidc", person.email, callbackUrl);
        await expectNeutralFailure(page, installation, slug);
      }
    } finally {
      await oidc.setFault(null);
    }
    await expectStillSignedOut(page);
  });

  test("answers an email of another tenant's domain", async ({ page, installation, newTenant }) => {
    const { slug, person } = await newTenant({ providers: ["oidc"] });
    const victim = await newTenant({ providers: ["oidc"] });
    const { oidc } = installation.upstreams;
    await oidc.setFault({ kind: "claims", set: { email: victim.person.email } });
    try {
      await signInThrough(page, "oidc", person.email, callbackUrl);
      await expectNeutralFailure(page, installation, slug);
    } finally {
      await oidc.setFault(null);
    }
    await expectStillSignedOut(page);
  });

  test("answers a provider that is removed while the sign-in is under way", async ({
    page,
    installation,
    newTenant,
  }) => {
    const { slug, domain, person } = await newTenant({ providers: ["google"] });
    // A stranger to the stand-in, so that it asks instead of going on by itself.
    await signInThrough(page, "google", `stranger@${domain}`, callbackUrl);
    await expect(page.getByText("A stand-in on this machine.")).toBeVisible();
    await installation.rest(`/v1/tenants/${slug}/providers/google`, { method: "DELETE" });
    await page.getByLabel("Email").fill(person.email);
    await page.getByRole("button", { name: "Continue", exact: true }).click();
    await expectNeutralFailure(page, installation, slug);
    await expectStillSignedOut(page);
  });
});

test("a provider that rotates its keys signs people in all the same", async ({
  page,
  installation,
  newTenant,
}) => {
  const { person } = await newTenant({ providers: ["google"] });
  await installation.upstreams.google.rotateKeys();
  await signInThrough(page, "google", person.email, callbackUrl);
  await expect(page).toHaveURL(callbackUrl);
});

test("whatever error an address names, the text is the same and nothing of it is shown", async ({
  page,
}) => {
  for (const error of ["OAuthCallback", "<img src=x onerror=alert(1)>", "AccessDenied"]) {
    const query = new URLSearchParams({ error, request: "<b>not-an-id</b>", callbackUrl });
    await page.goto(`/auth/msp/signin?${query}`);
    await expect(failureRegion(page)).toHaveText(signInFailed);
    await expect(emailField(page)).toHaveValue("");
    await expectLit(page, []);
    await expect(providerButton(page, "google")).toBeDisabled();
  }
});
