import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";

test("two tabs on two tenants never mix, and a foreign tenant is not there", async ({
  page,
  context,
  browser,
  installation,
  newTenant,
}) => {
  const one = await newTenant({ providers: [], roles: ["admin"] });
  const two = await newTenant({ providers: [], roles: ["admin"] });
  await signInTo(page, installation.operator, `/t/${one.slug}/login-domains`);
  const tab = await context.newPage();
  await tab.goto(`/t/${two.slug}/login-domains`);
  await page.reload();
  await expect(page.getByRole("link", { name: one.domain, exact: true })).toBeVisible();
  await expect(page.getByText(two.domain)).toHaveCount(0);
  await expect(tab.getByRole("link", { name: two.domain, exact: true })).toBeVisible();
  await expect(tab.getByText(one.domain)).toHaveCount(0);

  const foreigner = await browser.newPage();
  await signInTo(foreigner, two.person, `/t/${two.slug}/login-domains`);
  for (const path of [`/t/${one.slug}/login-domains`, "/t/no-such-tenant/login-domains"]) {
    expect((await foreigner.goto(path))?.status(), path).toBe(404);
  }
  expect((await foreigner.goto("/platform/tenants"))?.status()).toBe(404);
  await foreigner.close();
});

test("a tenant is found and switched to by keyboard, on the same list", async ({
  page,
  installation,
  newTenant,
}) => {
  const one = await newTenant({ providers: [] });
  const two = await newTenant({ providers: [] });
  await signInTo(page, installation.operator, `/t/${one.slug}/login-domains`);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
  await page.keyboard.type(two.slug);
  await expect(page.getByRole("option", { name: two.name })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/t/${two.slug}/login-domains`);
  await expect(page.getByRole("link", { name: two.domain, exact: true })).toBeVisible();
});
