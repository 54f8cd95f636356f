import type { Page } from "@playwright/test";
import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { record } from "./support/installation.ts";
import { expectNoSidewaysScroll } from "./support/page-quality.ts";
import { restDoor } from "./support/sso-client-doors.ts";

const none = { providers: [] } as const;
const secretLine = (page: Page) => page.locator("code").filter({ hasText: /^[\w-]{43}$/ });

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with scripts ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("a secret stands in one answer and is gone after a reload, from page, log and events", async ({
      page,
      installation,
      newTenant,
    }) => {
      const { slug } = await newTenant(none);
      await signInTo(page, installation.operator, `/t/${slug}/sso-clients/new/grafana`);
      await page.getByLabel("Name", { exact: true }).fill("Dashboards");
      const uri = "https://grafana.acme.example/login/generic_oauth";
      await page.getByLabel("Redirect URIs", { exact: true }).fill(uri);
      await page.getByRole("button", { name: "Register client" }).click();
      const secret = (await secretLine(page).textContent()) ?? "";
      expect(secret).toHaveLength(43);
      await page.getByRole("link", { name: "I have copied it: go on" }).click();
      await expect(page.getByText("root_url = https://grafana.acme.example/")).toBeVisible();
      await expect(
        page.getByText(`auth_url = ${installation.product.baseUrl}/oauth2/auth`),
      ).toBeVisible();
      await page.goto(`${page.url()}?dialog=rotate`);
      await page.getByLabel("For one more day").check();
      await page.getByRole("button", { name: "Make new secret" }).click();
      const next = (await secretLine(page).textContent()) ?? "";
      expect(next).not.toBe(secret);
      await page.goto(page.url().replace(/\?.*/, ""));
      await expect(page.getByText("Old secret", { exact: true })).toBeVisible();
      const events = JSON.stringify(
        await installation.rest(`/v1/tenants/${slug}/audit-events?limit=100`),
      );
      const log = installation.product.logs().join("\n");
      for (const text of [await page.content(), events, log]) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(next);
      }
    });

    test("of three pasted lines the wrong one alone is marked, and nothing is saved", async ({
      page,
      installation,
      newTenant,
    }) => {
      const { slug } = await newTenant(none);
      await signInTo(page, installation.operator, `/t/${slug}/sso-clients/new/web`);
      const lines = ["https://a.example/cb", "https://b.example/cb#top", "https://c.example/cb"];
      await page.getByLabel("Redirect URIs", { exact: true }).fill(lines.join("\n"));
      await page.getByRole("button", { name: "Register client" }).click();
      await expect(page.locator("[data-line=wrong]")).toHaveCount(1);
      await expect(page.locator("[data-line=wrong]")).toContainText(lines[1] ?? "");
      await expect(page.locator("[data-line=right]")).toHaveCount(2);
      await expect(page.getByLabel("Redirect URIs", { exact: true })).toHaveValue(lines.join("\n"));
      const page1 = record(await installation.rest(`/v1/tenants/${slug}/sso-clients`));
      expect(page1["items"]).toEqual([]);
    });
  });
}

test("the later of two admins is shown what the other saved, and nothing is lost", async ({
  page,
  context,
  installation,
  newTenant,
}) => {
  const { slug } = await newTenant(none);
  const clientId = await restDoor(installation).create(slug);
  const path = `/t/${slug}/sso-clients/${clientId}/edit`;
  await signInTo(page, installation.operator, path);
  await page.getByLabel("Name", { exact: true }).fill("Name of the later one");
  const other = await context.newPage();
  await other.goto(path);
  await other.getByLabel("Name", { exact: true }).fill("Name of the first one");
  await other.getByRole("button", { name: "Save changes" }).click();
  await other.waitForURL(/\/sso-clients\/[\da-f-]{36}$/);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("They saved:")).toBeVisible();
  const at = `/v1/tenants/${slug}/sso-clients/${clientId}`;
  expect(record(await installation.rest(at))["name"]).toBe("Name of the first one");
});

test("filters, search, order and the open drawer survive reload, Back and a copied link", async ({
  page,
  context,
  installation,
  newTenant,
}) => {
  const { slug } = await newTenant(none);
  const many = `/v1/tenants/${slug}/sso-clients`;
  const redirectUris = ["https://app.example/cb"];
  for (const name of ["Alpha", "Beta", "Betamax"]) {
    await installation.rest(many, { json: { name, redirectUris, enabled: name !== "Alpha" } });
  }
  const list = `/t/${slug}/sso-clients`;
  await signInTo(page, installation.operator, `${list}?search=beta&enabled=true&sort=-name`);
  const names = (of: Page) => of.getByRole("table").locator(`a[href^="${list}/"]`);
  await expect(names(page)).toHaveText(["Betamax", "Beta"]);
  await page.reload();
  await expect(names(page)).toHaveText(["Betamax", "Beta"]);
  await names(page).first().click();
  await expect(page.getByRole("heading", { name: "Betamax" })).toBeVisible();
  await page.goBack();
  await expect(names(page)).toHaveText(["Betamax", "Beta"]);
  const copied = await context.newPage();
  await copied.goto(page.url());
  await expect(names(copied)).toHaveText(["Betamax", "Beta"]);
});

test("no screen of the clients has an accessibility finding or scrolls sideways, in both themes", async ({
  page,
  installation,
  newTenant,
  expectAccessible,
}) => {
  test.setTimeout(120_000);
  const { slug } = await newTenant(none);
  const clientId = await restDoor(installation).create(slug);
  const list = `/t/${slug}/sso-clients`;
  await signInTo(page, installation.operator, list);
  for (const path of [
    list,
    `${list}/new`,
    `${list}/new/grafana`,
    `${list}/${clientId}`,
    `${list}/${clientId}?dialog=rotate`,
    `${list}/${clientId}?dialog=delete`,
    `${list}/${clientId}/edit`,
  ]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(path);
      await expectAccessible(page);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(path);
    await expectNoSidewaysScroll(page);
  }
});
