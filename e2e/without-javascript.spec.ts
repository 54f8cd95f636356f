import { expect, test } from "./support/fixtures.ts";
import { record } from "./support/installation.ts";
import {
  emailField,
  expectLit,
  failureRegion,
  passwordField,
  providerButton,
  signInButton,
  signInByPassword,
  signInFailed,
} from "./support/sign-in-page.ts";

test.use({ javaScriptEnabled: false });

const callbackUrl = "/account?from=a-link&then=there";
const signInPage = `/auth/msp/signin?${new URLSearchParams({ callbackUrl })}`;

test("Continue lights the eligible buttons, and a provider leads to callbackUrl", async ({
  page,
  installation,
  newTenant,
}) => {
  const { person, clients } = await newTenant({ providers: ["azure-ad", "oidc"] });
  await page.goto(signInPage);
  await expectLit(page, []);
  await emailField(page).fill(person.email);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expectLit(page, ["azure-ad", "oidc"]);
  await expect(emailField(page)).toHaveValue(person.email);

  await providerButton(page, "azure-ad").click();
  await expect(page).toHaveURL(callbackUrl);
  await expect(page.getByText(person.email).first()).toBeVisible();
  const sent = installation.upstreams["azure-ad"].requests
    .filter((entry) => entry.endpoint === "authorize")
    .at(-1);
  expect(sent).toMatchObject({
    clientId: clients["azure-ad"]?.clientId,
    loginHint: person.email,
  });
});

test("a password leads to callbackUrl, by Enter as by the button, and sign-out ends it", async ({
  page,
  newTenant,
}) => {
  const { person } = await newTenant({ providers: [] });
  await signInByPassword(page, person, callbackUrl);
  await expect(page).toHaveURL(callbackUrl);
  await page.getByRole("banner").getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/auth/msp/signin");
  await page.goto("/account");
  await expect(page).toHaveURL(
    `/auth/msp/signin?${new URLSearchParams({ callbackUrl: "/account" })}`,
  );

  await emailField(page).fill(person.email);
  await passwordField(page).fill(person.password);
  await passwordField(page).press("Enter");
  await expect(page).toHaveURL("/account");
});

test("a failure keeps the email and callbackUrl, says no more than that, and shows the request id", async ({
  page,
  installation,
  newTenant,
}) => {
  const { slug, person } = await newTenant({ providers: [] });
  await signInByPassword(page, { ...person, password: "not the password" }, callbackUrl);
  await expect(failureRegion(page).locator("p").first()).toHaveText(signInFailed);
  await expect(emailField(page)).toHaveValue(person.email);
  await expect(passwordField(page)).toHaveValue("");

  const requestId = (await failureRegion(page).locator("code").textContent()) ?? "";
  const { items } = record(await installation.rest(`/v1/tenants/${slug}/audit-events?limit=5`));
  expect(items).toContainEqual(
    expect.objectContaining({ requestId, action: "sign_in.password", reason: "wrong_password" }),
  );

  await passwordField(page).fill(person.password);
  await signInButton(page).click();
  await expect(page).toHaveURL(callbackUrl);
});

test("a provider that refuses ends on the sign-in page, and the second try lands", async ({
  page,
  installation,
  newTenant,
}) => {
  const { person } = await newTenant({ providers: ["google"] });
  const { google } = installation.upstreams;
  const start = async () => {
    await emailField(page).fill(person.email);
    await page.getByRole("button", { name: "Continue", exact: true }).click();
    await providerButton(page, "google").click();
  };
  await google.setFault({ kind: "error", error: "access_denied" });
  try {
    await page.goto(signInPage);
    await start();
    await expect(failureRegion(page).locator("p").first()).toHaveText(signInFailed);
    await expect(failureRegion(page).locator("code")).toHaveText(/^[0-9a-f-]{36}$/);
  } finally {
    await google.setFault(null);
  }
  await start();
  await expect(page).toHaveURL(callbackUrl);
});
