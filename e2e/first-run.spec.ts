import type { Browser, Page } from "@playwright/test";
import { type FirstRun, startFirstRun } from "./support/first-run.ts";
import { test as base, expect } from "./support/fixtures.ts";
import {
  becomeOperator,
  copied,
  followProviderGuide,
  goByNavigation,
  invite,
  onScreen,
  openMail,
} from "./support/journey.ts";

const test = base.extend<{ run: FirstRun }>({
  run: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from the pattern
    async ({}, use) => {
      const run = await startFirstRun();
      await use(run);
      await run.stop();
    },
    { timeout: 120_000 },
  ],
  baseURL: ({ run }, use) => use(run.product.baseUrl),
});

const ada = { name: "Ada Lovelace", email: "ada@msp.example", password: "seven quiet engines" };
const grace = { name: "Grace Hopper", email: "grace@contoso.com", password: "a bird in the hand" };
const linus = { name: "Linus Pauling", email: "linus@contoso.com" };
const client = { clientId: "gatehouse", clientSecret: "what the provider gave out" };

/** Somebody at a browser of their own, which lets pages use its clipboard. */
async function somebody(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    permissions: ["clipboard-read", "clipboard-write"],
    viewport: { width: 1280, height: 800 },
  });
  return await context.newPage();
}

/** The operator: from the printed link to a tenant with somebody invited to run it. */
async function operate(page: Page, { setupLink }: FirstRun): Promise<void> {
  await becomeOperator(page, setupLink, ada);
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await page.getByRole("button", { name: "Send a test mail" }).click();
  await expect(page.getByText("The mail server took it")).toBeVisible({ timeout: 15_000 });
  await page.getByRole("link", { name: "Continue", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Contoso");
  await page.getByLabel("Admin's name").fill(grace.name);
  await page.getByLabel("Admin's work email").fill(grace.email);
  await page.getByRole("button", { name: "Create tenant" }).click();
  await page.getByRole("link", { name: "Open the checklist of Contoso" }).click();
  await onScreen(page, "Contoso");
}

/** The admin takes the invitation up and stands before the checklist. */
async function acceptInvitation(page: Page, { smtp }: FirstRun): Promise<void> {
  await openMail(page, smtp, grace.email);
  await onScreen(page, "Choose a password");
  await page.getByLabel("New password").fill(grace.password);
  await page.getByRole("button", { name: "Set password and sign in" }).click();
  await onScreen(page, "Contoso");
  await expect(page.getByText("0 of 5 done")).toBeVisible();
}

/** Claims the domain and publishes what the screen says; the screen turns by itself. */
async function proveDomain(page: Page, { dns }: FirstRun): Promise<void> {
  await page.getByRole("button", { name: "Claim contoso.com" }).click();
  await onScreen(page, /contoso\.com.*Pending/);
  const host = await copied(page, "Copy the host");
  const value = await copied(page, "Copy the value");
  for (const shown of [host, value]) {
    await expect(page.getByText(shown, { exact: true })).toBeVisible();
  }
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });
  dns.setTxt(host, [value]);
  const verified = page.getByRole("heading", { level: 1, name: /contoso\.com.*Verified/ });
  await expect(verified).toBeVisible({ timeout: 15_000 });
  expect(loads, "reloads").toBe(0);
}

/** A colleague opens the mail and comes in by the provider's button. */
async function signInAsColleague(page: Page, { smtp }: FirstRun): Promise<void> {
  await openMail(page, smtp, linus.email);
  await page.getByRole("link", { name: "Sign in with your company account" }).click();
  await onScreen(page, "Sign in");
  await expect(page.getByLabel("Work email")).toHaveValue(linus.email);
  await signInThroughProvider(page);
}

/** The same from the address that the admin gave out. */
async function signInThroughProvider(page: Page): Promise<void> {
  await page.getByLabel("Work email").fill(linus.email);
  await page.getByRole("button", { name: "Continue with company sign-in" }).click();
  await expect(page.getByRole("heading", { name: "Contoso accounts" })).toBeVisible();
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await onScreen(page, linus.name);
}

/** Where the admin sees who came in: on the home page, and in the log. */
async function seeSignIn(page: Page): Promise<void> {
  await goByNavigation(page, "Home");
  await onScreen(page, "Contoso");
  await expect(page.getByText("4 of 5 done")).toBeVisible();
  const chart = page.getByRole("table", { name: "Sign-ins by provider, by day" });
  // Microsoft, Google, the custom provider, passwords.
  await expect(chart.getByRole("row").last().getByRole("cell")).toHaveText(["0", "0", "2", "1"]);
  await goByNavigation(page, "Audit log");
  await onScreen(page, /Audit log/);
  const events = page.getByRole("table", { name: "Audit log" });
  const signIn = events
    .getByRole("row", { name: /sign_in\.provider/ })
    .filter({ hasText: linus.email });
  await expect(signIn.first()).toContainText("Success");
}

test("a newcomer goes from the printed link to a colleague's sign-in by the screens alone", async ({
  browser,
  run,
}) => {
  test.setTimeout(120_000);
  await test.step("set up", async () => await operate(await somebody(browser), run));
  const admin = await somebody(browser);
  await test.step("accept", async () => await acceptInvitation(admin, run));
  await test.step("prove a domain", async () => await proveDomain(admin, run));
  await test.step("connect a provider", async () => {
    await admin.getByRole("link", { name: "Connect provider" }).click();
    await followProviderGuide(admin, run.upstream, client);
    await admin.getByRole("button", { name: "Test connection" }).click();
    await expect(admin.getByText("The test passed.")).toBeVisible();
    await expect(admin.getByText("Passed", { exact: true })).toHaveCount(4);
  });
  await test.step("invite a colleague", async () => {
    await admin.getByRole("link", { name: "Invite person" }).click();
    await invite(admin, linus, "Member");
    run.upstream.addPerson(linus);
  });
  await test.step("sign in", async () => await signInAsColleague(await somebody(browser), run));
  await test.step("sign in at the address given out", async () => {
    await goByNavigation(admin, "Home");
    const address = await copied(admin, "Copy the sign-in address");
    const page = await somebody(browser);
    await page.goto(address);
    await signInThroughProvider(page);
  });
  await test.step("see it", async () => await seeSignIn(admin));
});
