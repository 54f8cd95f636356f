import { sidewaysPixels, signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";

test("a list's search, filter, order and drawer survive reload, Back and a copied link", async ({
  page,
  browser,
  installation,
  newTenant,
}) => {
  const { slug, name } = await newTenant({ providers: [] });
  await signInTo(page, installation.operator, "/platform/tenants");
  await page.keyboard.press("/");
  await page.keyboard.type(slug);
  await expect(page).toHaveURL(/search=/);
  await page.getByRole("button", { name: "Status" }).click();
  await page.getByRole("link", { name: "Active", exact: true }).click();
  await expect(page).toHaveURL(/status=active/);
  await page.getByRole("link", { name: "Created" }).click();
  await expect(page.getByRole("columnheader", { name: "Created" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await page.getByRole("link", { name, exact: true }).focus();
  await page.keyboard.press("Space");
  const drawer = page.getByRole("complementary", { name });
  await expect(drawer).toBeVisible();

  const address = page.url();
  for (const part of [`search=${slug}`, "status=active", "sort=createdAt", `peek=${slug}`]) {
    expect(address).toContain(part);
  }
  await page.reload();
  await expect(drawer).toBeVisible();
  await page.goBack();
  await expect(drawer).toBeHidden();
  await page.goForward();
  await expect(drawer).toBeVisible();

  const other = await browser.newPage();
  await signInTo(other, installation.operator, address.slice(new URL(address).origin.length));
  await expect(other.getByRole("complementary", { name })).toBeVisible();
  await expect(other.getByRole("searchbox")).toHaveValue(slug);
  await other.close();
});

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

test("the tenants and login domains pages are accessible in both themes, and fit 320 px", async ({
  page,
  installation,
  newTenant,
  expectAccessible,
}) => {
  test.setTimeout(90_000);
  const { slug, domain } = await newTenant({ providers: ["google"] });
  await signInTo(page, installation.operator, "/platform/tenants");
  const paths = [
    "/platform/tenants",
    `/platform/tenants?peek=${slug}`,
    `/platform/tenants?dialog=delete&target=${slug}`,
    "/platform/tenants/new",
    `/t/${slug}/login-domains`,
    `/t/${slug}/login-domains?explain=somebody@${domain}`,
    `/t/${slug}/login-domains/new`,
    `/t/${slug}/login-domains/${domain}`,
  ];
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const path of paths) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(path);
      await expectAccessible(page);
    }
    await page.setViewportSize({ width: 320, height: 720 });
    expect(await sidewaysPixels(page), path).toBe(0);
  }
});
