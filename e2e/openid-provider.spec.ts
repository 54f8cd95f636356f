import type { Page } from "@playwright/test";
import * as oidc from "openid-client";
import { expect, test } from "./support/fixtures.ts";
import { record } from "./support/installation.ts";
import { type RelyingParty, startRelyingParty } from "./support/relying-party.ts";
import { emailField, passwordField, signInButton } from "./support/sign-in-page.ts";

const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";

let parties: RelyingParty[] = [];
test.afterEach(() => {
  for (const party of parties) party.stop();
  parties = [];
});

async function fillIn(page: Page, person: { email: string; password: string }): Promise<void> {
  await emailField(page).fill(person.email);
  await passwordField(page).fill(person.password);
  await signInButton(page).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with scripts ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("a person signs in to an app through the sign-in page, and out of it again", async ({
      page,
      installation,
      newTenant,
    }) => {
      const { slug, person } = await newTenant({ providers: [] });
      const app = await startRelyingParty(installation, slug);
      parties.push(app);
      const { address, checks } = await app.begin({ login_hint: person.email });
      await page.goto(address);
      await expect(emailField(page)).toHaveValue(person.email);
      await fillIn(page, person);
      await expect(page.getByRole("heading", { name: "Back in the app" })).toBeVisible();
      const tokens = await oidc.authorizationCodeGrant(app.config, new URL(page.url()), checks);
      expect(await oidc.fetchUserInfo(app.config, tokens.access_token, person.id)).toMatchObject({
        email: person.email,
        name: person.name,
      });
      const next = await oidc.refreshTokenGrant(app.config, tokens.refresh_token ?? "");

      const farewell = oidc.buildEndSessionUrl(app.config, {
        id_token_hint: tokens.id_token ?? "",
        post_logout_redirect_uri: app.farewell,
      });
      await page.goto(farewell.href);
      await page.getByRole("button", { name: "Sign out" }).click();
      await expect(page).toHaveURL(app.farewell);
      const told = await oidc.tokenIntrospection(app.config, next.access_token);
      expect(told).toEqual({ active: false });
      await page.goto((await app.begin()).address);
      await expect(emailField(page)).toBeVisible();
    });

    test("a foreign app asks for consent, and takes a refusal", async ({
      page,
      installation,
      newTenant,
      expectAccessible,
    }) => {
      const { slug, person } = await newTenant({ providers: [] });
      const app = await startRelyingParty(installation, slug, { firstParty: false });
      parties.push(app);
      await page.goto((await app.begin()).address);
      await fillIn(page, person);
      await expect(page.getByRole("heading", { name: "Allow The app?" })).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);
      await page.getByRole("button", { name: "Refuse" }).click();
      await expect(page).toHaveURL(/\/callback\?.*error=access_denied/);
      await page.goto((await app.begin()).address);
      await page.getByRole("button", { name: "Allow" }).click();
      await expect(page).toHaveURL(/\/callback\?.*code=/);
    });

    test("a device is connected on the page that its code leads to", async ({
      page,
      installation,
      newTenant,
      expectAccessible,
    }) => {
      const { slug, person } = await newTenant({ providers: [] });
      const app = await startRelyingParty(installation, slug, {
        type: "public",
        authMethod: "none",
        grantTypes: [DEVICE],
        redirectUris: [],
        postLogoutRedirectUris: [],
      });
      parties.push(app);
      const started = await oidc.initiateDeviceAuthorization(app.config, { scope: "openid" });
      await page.goto(started.verification_uri);
      await page.getByLabel("Code").fill(started.user_code.toLowerCase().replace("-", " "));
      if (javaScriptEnabled) await expectAccessible(page);
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByText(started.user_code)).toBeVisible();
      await page.getByRole("button", { name: "It is mine: continue" }).click();
      await fillIn(page, person);
      await expect(page.getByRole("heading", { name: "Your device is connected" })).toBeVisible();
      const tokens = await oidc.pollDeviceAuthorizationGrant(app.config, started);
      expect(record(tokens.claims())["sub"]).toBe(person.id);
    });
  });
}

test("an address that is not registered is shown to the developer, and not followed", async ({
  page,
  installation,
  newTenant,
  expectAccessible,
}) => {
  const { slug } = await newTenant({ providers: [] });
  const app = await startRelyingParty(installation, slug);
  parties.push(app);
  const redirectUri = "http://127.0.0.1:1/elsewhere";
  await page.goto((await app.begin({ redirect_uri: redirectUri })).address);
  await expect(page.getByText(redirectUri)).toBeVisible();
  await expect(page).toHaveURL(/\/oauth2\/auth/);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 720 });
    await expectAccessible(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
  }
});
