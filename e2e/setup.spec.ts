import type { Browser, Page } from "@playwright/test";
import { test as base, expect } from "./support/fixtures.ts";
import { type Product, startProduct } from "./support/product.ts";
import { failureRegion, passwordField, signInByPassword } from "./support/sign-in-page.ts";

type Fresh = {
  /** A product that nobody has set up. */
  fresh: Product;
  /** Its one-time link. */
  setupLink: string;
};

const test = base.extend<Fresh>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from the pattern
  fresh: async ({}, use) => {
    const product = await startProduct();
    await use(product);
    await product.stop();
  },
  setupLink: async ({ fresh }, use) => use(await fresh.setupLink()),
  baseURL: ({ fresh }, use) => use(fresh.baseUrl),
});

const ada = {
  name: "Ada Lovelace",
  email: "ada@gatehouse.example",
  password: "seven quiet engines",
};
const grace = { ...ada, name: "Grace Hopper", email: "grace@gatehouse.example" };

async function fillIn(page: Page, { name, email, password }: typeof ada): Promise<void> {
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Work email").fill(email);
  await passwordField(page).fill(password);
}

function createButton(page: Page) {
  return page.getByRole("button", { name: "Create operator" });
}

async function expectSetupIsGone(browser: Browser, setupLink: string): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const address of [setupLink, "/setup"]) {
    expect((await page.goto(address))?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  }
  await page.goto("/");
  await expect(page).toHaveURL("/auth/msp/signin");
  await context.close();
}

async function expectOnlyTheLinkOpens(page: Page, setupLink: string): Promise<void> {
  await page.goto("/");
  await expect(page).toHaveURL("/setup");
  const refused = page.getByRole("heading", { name: "This link opens nothing" });
  await expect(refused).toBeVisible();
  for (const token of ["wrong", `${new URL(setupLink).searchParams.get("token")}x`]) {
    await page.goto(`/setup?${new URLSearchParams({ token })}`);
    await expect(refused).toBeVisible();
    await expect(page.getByRole("textbox")).toHaveCount(0);
  }
}

/** What was typed is still there, but for the password. */
async function expectResumed(page: Page): Promise<void> {
  await expect(page.getByLabel("Your name")).toHaveValue(ada.name);
  await expect(page.getByLabel("Work email")).toHaveValue(ada.email);
  await expect(passwordField(page)).toHaveValue("");
}

test("/ leads to the setup, which only its link opens, resumes on reload and ends at once", async ({
  page,
  browser,
  setupLink,
}) => {
  await expectOnlyTheLinkOpens(page, setupLink);
  await page.goto(setupLink);
  await fillIn(page, ada);
  await page.reload();
  await expectResumed(page);
  const storage = await page.evaluate(() => JSON.stringify([sessionStorage, localStorage]));
  expect(storage).toContain(ada.email);
  expect(storage).not.toContain(ada.password);

  await passwordField(page).fill("password1234");
  await createButton(page).click();
  await expect(passwordField(page)).toHaveAttribute("aria-invalid", "true");
  await expectResumed(page);
  await passwordField(page).fill(ada.password);
  await createButton(page).click();
  await expect(page).toHaveURL("/platform/setup?step=address");
  await expectSetupIsGone(browser, setupLink);
  await expect(page.getByRole("heading", { name: "Set up Gatehouse" })).toBeVisible();
});

test.describe("JavaScript off", () => {
  test.use({ javaScriptEnabled: false });

  test("the setup works without scripts, and ends at once for a page that is still open", async ({
    page,
    context,
    browser,
    setupLink,
  }) => {
    await expectOnlyTheLinkOpens(page, setupLink);
    const second = await context.newPage();
    await second.goto(setupLink);
    await fillIn(second, grace);

    await page.goto(setupLink);
    await fillIn(page, { ...ada, password: "password1234" });
    await createButton(page).click();
    await expect(passwordField(page)).toHaveAttribute("aria-invalid", "true");
    await expectResumed(page);
    await passwordField(page).fill(ada.password);
    await createButton(page).click();
    await expect(page).toHaveURL("/platform/setup?step=address");
    await expect(page.getByRole("heading", { name: "Set up Gatehouse" })).toBeVisible();

    await createButton(second).click();
    await expect(second.getByRole("heading", { name: "Page not found" })).toBeVisible();
    await expectSetupIsGone(browser, setupLink);
  });
});

test("of two browsers that claim one link together exactly one wins", async ({
  browser,
  setupLink,
}) => {
  const claims = await Promise.all(
    [ada, grace].map(async (person) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(setupLink);
      await fillIn(page, person);
      return { person, page, context };
    }),
  );
  await Promise.all(claims.map(({ page }) => createButton(page).click()));

  const outcomes = await Promise.all(
    claims.map(async ({ page, person }) => {
      const home = page.getByRole("button", { name: `Account of ${person.name}` });
      const refusal = failureRegion(page).getByText("Setup is over: an operator exists. Sign in.");
      await expect(home.or(refusal)).toBeVisible();
      return (await home.isVisible()) ? "won" : "refused";
    }),
  );
  expect(outcomes.toSorted()).toEqual(["refused", "won"]);

  const loser = claims[outcomes.indexOf("refused")];
  if (loser === undefined) throw new Error("nobody was refused");
  await signInByPassword(loser.page, loser.person);
  await expect(failureRegion(loser.page)).toContainText("We couldn't sign you in.");
  await expectSetupIsGone(browser, setupLink);
  await Promise.all(claims.map(({ context }) => context.close()));
});
