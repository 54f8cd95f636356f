import { expect, test } from "./support/fixtures.ts";
import {
  emailField,
  expectLit,
  failureRegion,
  passwordField,
  providerButton,
  signInButton,
  signInByPassword,
  signInThrough,
} from "./support/sign-in-page.ts";

/** None of them may lead a browser off this site. */
const nasty = [
  "//evil.example",
  "/\\evil.example",
  "\\/evil.example",
  "https://evil.example/account",
  "/%2F/evil.example",
  "/%5Cevil.example",
  "/%09/evil.example",
  "/.//evil.example",
];

const badge = "Last used";

test("a link that exists already, to a page of this site, leads there", async ({
  page,
  newTenant,
}) => {
  const { person } = await newTenant({ providers: ["google"] });
  // As it stands in people's bookmarks: not escaped, and with what other versions added to it.
  await page.goto(
    "/auth/msp/signin?callbackUrl=/account?tab=sessions&portal=msp&callbackUrl=/evil",
  );
  await emailField(page).fill(person.email);
  await providerButton(page, "google").click();
  await expect(page).toHaveURL("/account?tab=sessions");
});

test("callbackUrl survives a wrong password, a refused start and a refusing provider", async ({
  page,
  installation,
  newTenant,
}) => {
  const { person } = await newTenant({ providers: ["oidc"] });
  const { oidc } = installation.upstreams;
  const callbackUrl = "/account?a=1&b=two%20words#sessions";
  await signInByPassword(page, { ...person, password: "not the password" }, callbackUrl);
  await expect(failureRegion(page)).toContainText("We couldn't sign you in.");

  await oidc.setFault({ kind: "error", error: "access_denied" });
  try {
    await providerButton(page, "oidc").click();
    await expect(emailField(page)).toHaveValue("");
    await expect(failureRegion(page)).toContainText("We couldn't sign you in.");
  } finally {
    await oidc.setFault(null);
  }

  await emailField(page).fill(person.email);
  await expectLit(page, ["oidc"]);
  await page.route("**/api/auth/msp/sso/resolve", (route) => route.abort());
  await providerButton(page, "oidc").click();
  await expect(failureRegion(page)).toContainText("We couldn't start that sign-in.");
  await page.unrouteAll();
  await providerButton(page, "oidc").click();
  await expect(page).toHaveURL(callbackUrl);
});

test("no callbackUrl leads off this site after a password", async ({
  page,
  context,
  product,
  newTenant,
}) => {
  const { person } = await newTenant({ providers: [] });
  for (const callbackUrl of nasty) {
    await context.clearCookies();
    await signInByPassword(page, person, callbackUrl);
    await expect(page.getByText(person.email).first()).toBeVisible();
    expect(new URL(page.url()).origin, callbackUrl).toBe(product.baseUrl);
  }
});

test("no callbackUrl leads off this site after a provider", async ({
  page,
  context,
  product,
  newTenant,
}) => {
  const { person } = await newTenant({ providers: ["google"] });
  for (const callbackUrl of nasty) {
    await context.clearCookies();
    await signInThrough(page, "google", person.email, callbackUrl);
    await expect(page.getByText(person.email).first()).toBeVisible();
    expect(new URL(page.url()).origin, callbackUrl).toBe(product.baseUrl);
  }
});

test("login_hint fills the email in, starts discovery and travels upstream", async ({
  page,
  installation,
  newTenant,
}) => {
  const { person } = await newTenant({ providers: ["google", "oidc"] });
  const query = new URLSearchParams({ login_hint: person.email, callbackUrl: "/account" });
  await page.goto(`/auth/msp/signin?${query}`);
  await expect(emailField(page)).toHaveValue(person.email);
  await expectLit(page, ["google", "oidc"]);
  await providerButton(page, "oidc").click();
  await expect(page).toHaveURL("/account");
  const sent = installation.upstreams.oidc.requests
    .filter((entry) => entry.endpoint === "authorize")
    .at(-1);
  expect(sent?.loginHint).toBe(person.email);
});

test("the provider used last carries its badge where it is eligible, and only there", async ({
  page,
  context,
  newTenant,
}) => {
  const [both, other] = [
    await newTenant({ providers: ["google", "oidc"] }),
    await newTenant({ providers: ["azure-ad"] }),
  ];
  await signInThrough(page, "google", both.person.email);
  await expect(page).toHaveURL("/account");
  expect(await page.evaluate(() => localStorage.getItem("msp_sso_last_provider"))).toBe("google");
  await context.clearCookies();

  await page.goto("/auth/msp/signin");
  await expect(page.getByText(badge)).toHaveCount(0);
  await emailField(page).fill(both.person.email);
  await expect(providerButton(page, "google")).toContainText(badge);
  await expect(page.getByText(badge)).toHaveCount(1);
  await emailField(page).fill(other.person.email);
  await expectLit(page, ["azure-ad"]);
  await expect(page.getByText(badge)).toHaveCount(0);

  await page.evaluate(() => localStorage.setItem("msp_sso_last_provider", "saml<script>"));
  await page.reload();
  await emailField(page).fill(both.person.email);
  await expectLit(page, ["google", "oidc"]);
  await expect(page.getByText(badge)).toHaveCount(0);
});

test("the password form works while discovery is away", async ({ page, newTenant }) => {
  const { person } = await newTenant();
  await page.route("**/api/auth/msp/sso/discover", (route) => route.abort());
  await page.goto("/auth/msp/signin?callbackUrl=%2Faccount");
  await emailField(page).fill(person.email);
  await passwordField(page).fill(person.password);
  await expectLit(page, []);
  await signInButton(page).click();
  await expect(page).toHaveURL("/account");
});
