import { type BrowserContext, expect as expectThat, type Page } from "@playwright/test";
import { signInTo } from "./support/console.ts";
import { test as base, expect } from "./support/fixtures.ts";
import type { Installation } from "./support/installation.ts";
import { expectNoSidewaysScroll, watchComplaints } from "./support/page-quality.ts";
import { type RelyingApp, startRelyingApp } from "./support/relying-app.ts";
import { signInByPassword } from "./support/sign-in-page.ts";

/** A job takes a delivery up within seconds. */
const delivered = { timeout: 15_000 };

const test = base.extend<{
  newApp: (tenant: string, frontchannel?: boolean) => Promise<RelyingApp>;
}>({
  newApp: async ({ installation }: { installation: Installation }, use) => {
    const apps: RelyingApp[] = [];
    await use(async (tenant, frontchannel = false) => {
      const app = await startRelyingApp(installation, { tenant, name: "Wiki", frontchannel });
      apps.push(app);
      return app;
    });
    await Promise.all(apps.map((app) => app.stop()));
  },
});

/** Signs in to the app, and agrees to what it asks for. */
async function allow(page: Page, app: RelyingApp): Promise<void> {
  await page.goto(app.address);
  await page.getByRole("button", { name: "Allow" }).click();
  await expectThat(page.getByRole("heading", { name: "Signed in to Wiki" })).toBeVisible();
}

const row = (page: Page, table: string) =>
  page.getByRole("table", { name: table }).locator("tbody tr");

async function withoutScripts(context: BrowserContext): Promise<Page> {
  const browser = context.browser();
  if (!browser) throw new Error("no browser");
  const plain = await browser.newContext({ javaScriptEnabled: false });
  return await plain.newPage();
}

test("a person sees which app they allowed what, takes it back, and the app is told", async ({
  page,
  newApp,
  newTenant,
  expectAccessible,
}) => {
  const complaints = watchComplaints(page);
  const { slug, person } = await newTenant({ providers: [] });
  const app = await newApp(slug);
  await signInByPassword(page, person);
  await expect(page.getByText("Apps that are not your organisation's own ask you")).toBeVisible();
  await allow(page, app);
  await page.goto("/account");
  const wiki = row(page, "Apps that you allowed");
  await expect(wiki).toHaveCount(1);
  await expect(wiki).toContainText(["Wiki"]);
  for (const text of ["See your name", "See your email address", "just now"]) {
    await expect(wiki).toContainText(text);
  }
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 800 });
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Withdraw what Wiki may" }).click();
  await expect(page.getByText("Withdrew what Wiki was allowed.")).toBeVisible();
  await expect(row(page, "Apps that you allowed")).toHaveCount(0);
  await expect.poll(() => app.logouts, delivered).toMatchObject([{ sub: person.id }]);
  await page.goto(app.address);
  await expect(page.getByRole("button", { name: "Allow" })).toBeVisible();
  expect(complaints).toEqual([]);
});

test("without scripts a person allows and takes back as well", async ({
  context,
  newApp,
  newTenant,
  product,
}) => {
  const { slug, person } = await newTenant({ providers: [] });
  const app = await newApp(slug);
  const page = await withoutScripts(context);
  await page.goto(`${product.baseUrl}/auth/msp/signin`);
  await page.getByLabel("Work email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await allow(page, app);
  await page.goto(`${product.baseUrl}/account`);
  await page.getByRole("button", { name: "Withdraw what Wiki may" }).click();
  await expect(page.getByText("Apps that are not your organisation's own ask you")).toBeVisible();
  await expect.poll(() => app.logouts.length, delivered).toBe(1);
  await page.context().close();
});

test("an admin sees on a person's page what they allowed and which apps were told, and takes it back", async ({
  page,
  browser,
  newApp,
  newTenant,
  installation,
  product,
  expectAccessible,
}) => {
  const { slug, person } = await newTenant({ providers: [] });
  const app = await newApp(slug);
  const context = await browser.newContext({ baseURL: product.baseUrl });
  const theirs = await context.newPage();
  await signInByPassword(theirs, person);
  await allow(theirs, app);
  const path = `/t/${slug}/users/${person.id}`;
  await signInTo(page, installation.operator, path);
  await expect(row(page, "Apps that they allowed")).toContainText(["Wiki"]);
  await expectAccessible(page);
  await page
    .getByRole("button", { name: "End all sessions" })
    .or(page.getByRole("link", { name: "End all sessions" }))
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "End all sessions" }).click();
  await expect.poll(() => app.logouts.length, delivered).toBe(1);
  await page.goto(path);
  const told = row(page, "Sign-outs that were told");
  await expect(told).toHaveCount(1);
  await expect(told).toContainText("Delivered");
  await expectAccessible(page);
  await page.goto(`/t/${slug}/sso-clients/${app.ssoClientId}`);
  await expect(row(page, "Sign-outs that were told")).toContainText([person.email]);
  await expectAccessible(page);
  await page.goto(path);
  await page.setViewportSize({ width: 320, height: 800 });
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Withdraw what Wiki may" }).click();
  await expect(page.getByText("Withdrew what Wiki was allowed.")).toBeVisible();
  await expect(row(page, "Apps that they allowed")).toHaveCount(0);
  await context.close();
});

test("signing out loads the page by which an app signs out, in a frame that the policy lets be", async ({
  page,
  newApp,
  newTenant,
  expectAccessible,
}) => {
  const complaints = watchComplaints(page);
  const { slug, person } = await newTenant({ providers: [] });
  const app = await newApp(slug, true);
  await signInByPassword(page, person);
  await allow(page, app);
  await page.goto("/auth/msp/signout");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
  await expectAccessible(page);
  await expect.poll(() => app.frames.length).toBe(1);
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(page).toHaveURL("/auth/msp/signin");
  const [query = ""] = app.frames;
  await expect.poll(() => app.logouts.length, delivered).toBe(1);
  expect(new URLSearchParams(query).get("sid")).toBe(app.logouts[0]?.["sid"]);
  expect(complaints).toEqual([]);
});
