import type { Browser, Page } from "@playwright/test";
import { test as base, expect } from "./support/fixtures.ts";
import { expectNoSidewaysScroll, watchComplaints } from "./support/page-quality.ts";
import { type Product, startProduct } from "./support/product.ts";
import { signInByPassword } from "./support/sign-in-page.ts";
import { type SmtpSink, startSmtpServer } from "./support/smtp-server.ts";

type Fresh = {
  smtp: SmtpSink;
  /** A product that nobody has set up, with a mail server. */
  fresh: Product;
};

const test = base.extend<Fresh>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from the pattern
  smtp: async ({}, use) => {
    const smtp = await startSmtpServer();
    await use(smtp);
    await smtp.stop();
  },
  fresh: async ({ smtp }, use) => {
    const product = await startProduct({
      env: { SMTP_URL: smtp.url, TRUSTED_PROXIES: "127.0.0.0/8,::1/128" },
    });
    await use(product);
    await product.stop();
  },
  baseURL: ({ fresh }, use) => use(fresh.baseUrl),
});

const ada = {
  name: "Ada Lovelace",
  email: "ada@gatehouse.example",
  password: "seven quiet engines",
};
const admin = { name: "Bo Northwind", email: "bo@northwind.example" };

async function createOperator(page: Page, product: Product): Promise<void> {
  await page.goto(await product.setupLink());
  await page.getByLabel("Your name").fill(ada.name);
  await page.getByLabel("Work email").fill(ada.email);
  await page.getByLabel("Password").fill(ada.password);
  await page.getByRole("button", { name: "Create operator" }).click();
  await expect(page).toHaveURL("/platform/setup?step=address");
}

const at = (step: string) => `/platform/setup?step=${step}`;
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function fillInTenant(page: Page): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill("Northwind");
  await page.getByLabel("Slug").fill("northwind");
  await page.getByLabel("Admin's name").fill(admin.name);
  await page.getByLabel("Admin's work email").fill(admin.email);
}

/** A browser that knows nothing yet signs in, and lands where the setup was left. */
async function expectResumedAt(browser: Browser, step: string): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signInByPassword(page, ada);
  await expect(page).toHaveURL(at(step));
  await context.close();
}

test("the setup leads from the address over a real test mail and the first tenant to its checklist", async ({
  page,
  browser,
  fresh,
  smtp,
}) => {
  test.setTimeout(180_000);
  const complaints = watchComplaints(page);
  await createOperator(page, fresh);
  await expect(page.getByText(fresh.baseUrl, { exact: true })).toBeVisible();
  await expect(page.getByText("Your browser stands at this very address.")).toBeVisible();
  await page.reload();
  await expect(page).toHaveURL(at("address"));
  await expectResumedAt(browser, "address");
  await button(page, "Confirm the address").click();
  await expect(page).toHaveURL(at("mail"));

  smtp.setMode("reject");
  await button(page, "Send a test mail").click();
  await expect(page.getByText("The mail server did not take it")).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText("550 no such mailbox")).toBeVisible();
  await expectResumedAt(browser, "mail");
  smtp.setMode("ok");
  await button(page, "Send another test mail").click();
  await expect(page.getByText("The mail server took it")).toBeVisible({ timeout: 15_000 });
  await smtp.waitForMail(({ to }) => to.includes(ada.email));
  await page.getByRole("link", { name: "Continue", exact: true }).click();
  await expect(page).toHaveURL(at("tenant"));

  await button(page, "Create tenant").click();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await expect(page.getByText("Enter the admin's email address.")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Nörthwind & Sons");
  await expect(page.getByLabel("Slug")).toHaveValue("northwind-sons");
  await page.getByLabel("I do, for now").check();
  await expect(page.getByLabel("Admin's name")).toBeHidden();
  await page.getByLabel("Its own admin, whom I invite").check();
  await fillInTenant(page);
  await button(page, "Create tenant").click();
  await expect(page).toHaveURL(at("summary"));
  await smtp.waitForMail(
    ({ to, subject }) => to.includes(admin.email) && /Northwind/.test(subject),
  );
  await expect(page.getByRole("heading", { name: "Gatehouse is set up" })).toBeVisible();

  await page.getByRole("link", { name: "Open the checklist of Northwind" }).click();
  await expect(page).toHaveURL("/t/northwind");
  await page.goto("/");
  await expect(page).toHaveURL("/platform/tenants");
  await expect(page.getByText("The setup is not finished")).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test("what was skipped is found again above the tenants, and nobody is led back by force", async ({
  page,
  fresh,
}) => {
  test.setTimeout(120_000);
  await createOperator(page, fresh);
  await button(page, "Skip for now").click();
  await expect(page).toHaveURL(at("mail"));
  await button(page, "Finish later").click();
  await expect(page).toHaveURL("/platform/tenants");
  await expect(page.getByText("Left: the address, mail, and the first tenant.")).toBeVisible();
  await page.goto("/");
  await expect(page).toHaveURL("/platform/tenants");
  await page.getByRole("link", { name: "Continue the setup" }).click();
  await expect(page).toHaveURL(at("address"));
  await button(page, "Confirm the address").click();
  await expect(page).toHaveURL(at("summary"));
  await page.getByRole("link", { name: "Finish: First tenant" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Contoso");
  await page.getByLabel("I do, for now").check();
  await button(page, "Create tenant").click();
  await expect(page).toHaveURL(at("summary"));
  await page.goto("/platform/tenants");
  await expect(page.getByText("Left: mail.")).toBeVisible();
});

test.describe("JavaScript off", () => {
  test.use({ javaScriptEnabled: false });

  test("the whole setup works by plain forms", async ({ page, fresh, smtp }) => {
    test.setTimeout(120_000);
    await createOperator(page, fresh);
    const asked = `Your browser asked for ${new URL(fresh.baseUrl).host}.`;
    await expect(page.getByText(asked)).toBeVisible();
    await button(page, "Confirm the address").click();
    await expect(page).toHaveURL(at("mail"));
    await button(page, "Send a test mail").click();
    await expect(page).toHaveURL(at("mail"));
    await smtp.waitForMail(({ to }) => to.includes(ada.email));
    await expect(async () => {
      await page.goto(at("mail"));
      await expect(page.getByText("The mail server took it")).toBeVisible({ timeout: 500 });
    }).toPass();
    await page.goto("/platform/setup");
    await expect(page).toHaveURL(at("tenant"));
    await fillInTenant(page);
    await page.getByLabel("Admin's work email").fill("bo@northwind");
    await button(page, "Create tenant").click();
    await expect(page.getByLabel("Admin's work email")).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("Slug")).toHaveValue("northwind");
    await page.getByLabel("Admin's work email").fill(admin.email);
    await button(page, "Create tenant").click();
    await expect(page).toHaveURL(at("summary"));
  });
});

test("without a mail server the setup says so, and goes on with the outbox; every step is accessible", async ({
  page,
  expectAccessible,
}) => {
  test.setTimeout(300_000);
  const product = await startProduct();
  try {
    await page.context().setExtraHTTPHeaders({});
    const complaints = watchComplaints(page);
    await page.goto(await product.setupLink());
    await page.getByLabel("Your name").fill(ada.name);
    await page.getByLabel("Work email").fill(ada.email);
    await page.getByLabel("Password").fill(ada.password);
    await button(page, "Create operator").click();
    await expect(page).toHaveURL(`${product.baseUrl}${at("address")}`);
    const expectGood = async (path: string) => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        for (const width of [1280, 768, 320]) {
          await page.setViewportSize({ width, height: 720 });
          await page.goto(`${product.baseUrl}${path}`);
          await page.getByRole("heading", { level: 1 }).waitFor();
          await expectNoSidewaysScroll(page);
          await expectAccessible(page);
        }
      }
    };
    for (const step of ["address", "mail", "tenant", "summary"]) await expectGood(at(step));
    await expectGood("/platform/tenants");
    await page.goto(`${product.baseUrl}${at("mail")}`);
    await expect(page.getByRole("heading", { name: "There is no mail server" })).toBeVisible();
    await button(page, "Go on with the outbox").click();
    await expect(page).toHaveURL(`${product.baseUrl}${at("address")}`);
    await button(page, "Confirm the address").click();
    await fillInTenant(page);
    await button(page, "Create tenant").click();
    await expect(page.getByText("mail stays in the outbox")).toBeVisible();
    for (const step of ["address", "mail", "tenant", "summary"]) await expectGood(at(step));
    expect(complaints).toEqual([]);
  } finally {
    await product.stop();
  }
});

for (const javaScriptEnabled of [true, false]) {
  test(`a setup link opened at another address than BASE_URL says so, ${javaScriptEnabled ? "with" : "without"} scripts`, async ({
    browser,
  }) => {
    test.setTimeout(90_000);
    const product = await startProduct({ env: { BASE_URL: "http://sso.msp.example" } });
    const context = await browser.newContext({ javaScriptEnabled, extraHTTPHeaders: {} });
    try {
      const page = await context.newPage();
      const link = new URL(await product.setupLink());
      await page.goto(`http://localhost:${product.ports.web}${link.pathname}${link.search}`);
      const warning = page.getByText("a form sent from here is refused");
      await expect(warning).toContainText("Open the setup link at http://sso.msp.example");
      await expect(page.getByLabel("Work email")).toBeVisible();
    } finally {
      await context.close();
      await product.stop();
    }
  });
}

test("the setup's screens are nothing at all for people of a tenant", async ({
  page,
  installation,
  newTenant,
}) => {
  const { person, slug } = await newTenant({ providers: [], roles: ["admin"] });
  const { baseUrl } = installation.product;
  await page.goto(`${baseUrl}/auth/msp/signin`);
  await page.getByLabel("Work email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await button(page, "Sign in").click();
  await expect(page).toHaveURL(`${baseUrl}/t/${slug}`);
  for (const path of [at("address"), at("mail"), "/platform/provider-expiry"]) {
    expect((await page.goto(`${baseUrl}${path}`))?.status(), path).toBe(404);
  }
});
