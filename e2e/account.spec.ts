import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { record } from "./support/installation.ts";
import { startProduct } from "./support/product.ts";
import { signInByPassword, signInThrough } from "./support/sign-in-page.ts";

const thisDevice = "This device";
const signInFirst = "/auth/msp/signin?callbackUrl=%2Faccount";

function fact(page: Page, label: string) {
  return page.locator("dt", { hasText: label }).locator("+ dd");
}

function sessionRows(page: Page) {
  return page.getByRole("table", { name: "Your sessions" }).locator("tbody tr");
}

test("says who a person is, in which tenant, through which provider, and on which browsers", async ({
  page,
  browser,
  visitorAddress,
  newTenant,
}) => {
  const { slug, name, person } = await newTenant({ providers: ["google", "oidc"] });
  await signInThrough(page, "google", person.email);
  await expect(page.getByRole("heading", { level: 1, name: person.name })).toBeVisible();
  await expect(fact(page, "Email")).toHaveText(person.email);
  await expect(fact(page, "Tenant")).toHaveText(name);
  await expect(fact(page, "Signed in with")).toHaveText("Google");
  await expect(sessionRows(page)).toHaveCount(1);
  await expect(sessionRows(page)).toContainText([visitorAddress]);
  await expect(page.getByRole("button", { name: "Create API credential" })).toHaveCount(0);

  const context = await browser.newContext({ userAgent: "curl/8.11.0" });
  const second = await context.newPage();
  await signInThrough(second, "oidc", person.email);
  await expect(fact(second, "Signed in with")).toHaveText(`${slug} sign-in`);
  for (const [each, own] of [
    [page, "Chrome"],
    [second, "curl"],
  ] as const) {
    await each.reload();
    await expect(sessionRows(each)).toHaveCount(2);
    await expect(each.getByText(thisDevice)).toHaveCount(1);
    await expect(sessionRows(each).filter({ hasText: thisDevice })).toContainText(own);
  }

  await signInByPassword(page, person);
  await expect(fact(page, "Signed in with")).toHaveText("Password");
  await expect(sessionRows(page), "the new session took the old one's place").toHaveCount(2);
  await context.close();
});

test("sign-out ends this session alone; everywhere ends all of them within a second", async ({
  page,
  browser,
  newTenant,
}) => {
  const { person } = await newTenant({ providers: [] });
  const contexts = [await browser.newContext(), await browser.newContext()];
  const [second, third] = [await contexts[0]?.newPage(), await contexts[1]?.newPage()];
  if (!second || !third) throw new Error("two contexts were made");
  for (const each of [page, second, third]) {
    await signInByPassword(each, person, "/account");
    await expect(each).toHaveURL("/account");
  }

  const cookies = await second.context().cookies();
  await second.getByRole("banner").getByRole("button", { name: "Sign out" }).click();
  await expect(second).toHaveURL("/auth/msp/signin");
  await second.context().addCookies(cookies);
  await second.goto("/account");
  await expect(second, "the old cookie opens nothing").toHaveURL(signInFirst);
  await page.reload();
  await expect(sessionRows(page)).toHaveCount(2);

  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  const clickedAt = performance.now();
  await expect(page).toHaveURL("/auth/msp/signin");
  await expect
    .poll(async () => (await third.request.get("/account", { maxRedirects: 0 })).status(), {
      intervals: [50],
    })
    .toBe(307);
  expect(performance.now() - clickedAt).toBeLessThan(1000);
  await third.reload();
  await expect(third).toHaveURL(signInFirst);
  await Promise.all(contexts.map((context) => context.close()));
});

test("a link to sign-out signs nobody out before they say so", async ({ page, newTenant }) => {
  const { person } = await newTenant({ providers: [] });
  await signInByPassword(page, person, "/account");
  await expect(page).toHaveURL("/account");
  await page.goto("/auth/msp/signout");
  await expect(page.locator("main")).toContainText(person.email);
  await page.getByRole("link", { name: "Stay signed in" }).click();
  await expect(page).toHaveURL("/account");
  await page.goto("/auth/msp/signout");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.goto("/auth/msp/signout");
  await expect(page.getByRole("heading", { name: "Signed out" })).toBeVisible();
});

test("a person's choice of theme outlasts a reload, and the system's comes back", async ({
  page,
  newTenant,
}) => {
  const { person } = await newTenant({ providers: [] });
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await page.emulateMedia({ colorScheme: "light" });
  await signInByPassword(page, person, "/account");
  await page.getByRole("button", { name: "Dark" }).click();
  await expect(page.getByRole("button", { name: "Dark" })).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  expect(await scheme()).toBe("dark");
  await page.getByRole("button", { name: "System" }).click();
  await expect.poll(scheme).toBe("light dark");
});

test("an API credential is shown once, replaces the one before it, and stands nowhere else", async ({
  page,
  installation: { operator },
}) => {
  const product = await startProduct();
  try {
    const args = ["setup", "--email", operator.email, "--name", operator.name, "--password-stdin"];
    const made = await product.cli([...args, "--json"], { stdin: operator.password });
    const before = String(record(made.json)["credential"]);
    const whoami = async (token: string) => (await product.api("/v1/whoami", { token })).status;
    expect(await whoami(before)).toBe(200);

    await page.goto(`${product.baseUrl}/auth/msp/signin?callbackUrl=/account`);
    await page.getByLabel("Work email").fill(operator.email);
    await page.getByLabel("Password").fill(operator.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("button", { name: "Create API credential" }).click();
    const secret = (await page.getByRole("status").locator("code").textContent()) ?? "";
    expect(secret).toMatch(/^svc_/);
    expect(await whoami(secret)).toBe(200);
    expect(await whoami(before)).toBe(401);

    await page.goto(`${product.baseUrl}/auth/msp/signout`);
    await page.goBack();
    await expect(page.getByRole("button", { name: "Create API credential" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("button", { name: "Create API credential" })).toBeVisible();
    for (const path of ["/account", "/auth/msp/signout", "/auth/msp/signin", "/nothing-here"]) {
      const html = await (await page.request.get(`${product.baseUrl}${path}`)).text();
      expect(html, path).not.toContain(secret);
    }
    const events = await product.api("/v1/audit-events?limit=100", { token: secret });
    expect(events.status).toBe(200);
    expect(events.text).toContain("credential");
    for (const shown of [before, secret, operator.password]) {
      expect(events.text).not.toContain(shown);
      expect(product.logs().join("\n")).not.toContain(shown);
    }
  } finally {
    await product.stop();
  }
});
