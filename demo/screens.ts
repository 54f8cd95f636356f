import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { type Installation, startInstallation } from "#e2e/support/installation.ts";
import { emailField } from "#e2e/support/sign-in-page.ts";
import { createDemoTenant, demoPassword, demoTenants } from "./tenants.ts";

const folder = fileURLToPath(new URL("../docs/screens/", import.meta.url));
const operator = {
  email: "operator@gatehouse.example",
  name: "Demo operator",
  password: demoPassword,
};

type Look = { width: number; height: number; dark: boolean };

const desktop: Look = { width: 1280, height: 800, dark: false };
const phone: Look = { width: 320, height: 720, dark: false };

const technician = "technician@fabrikam.example";
const directoryIds = demoTenants.flatMap(({ directoryId }) => directoryId ?? []);
const pendingDomain = "fabrikam-north.com";
/** The console as an operator sees it: the picture's name, and the page. */
const consoleScreens: readonly (readonly [string, string])[] = [
  ["tenants", "/platform/tenants"],
  ["tenant-home", "/t/fabrikam"],
  ["login-domains", "/t/fabrikam/login-domains?explain=technician@fabrikam.example"],
  ["login-domain", `/t/fabrikam/login-domains/${pendingDomain}`],
  ["providers", "/t/fabrikam/providers"],
  ["users", "/t/fabrikam/users"],
  ["audit-events", "/t/fabrikam/audit-events"],
  ["health", "/platform/health"],
];
const installation = await startInstallation({ operator, upstream: { directoryIds } });
const browser = await chromium.launch({
  ...(process.env["CHROMIUM_PATH"] ? { executablePath: process.env["CHROMIUM_PATH"] } : {}),
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
});
try {
  for (const tenant of demoTenants) await createDemoTenant(installation, tenant);
  await mkdir(folder, { recursive: true });
  await picture(browser, "sign-in", desktop, signIn);
  await picture(browser, "sign-in-dark", { ...desktop, dark: true }, signIn);
  await picture(browser, "sign-in-phone", phone, signIn);
  await picture(browser, "sign-in-phone-dark", { ...phone, dark: true }, signIn);
  await picture(browser, "account", desktop, account);
  await picture(browser, "account-dark", { ...desktop, dark: true }, account);
  await installation.rest("/v1/tenants/fabrikam/domains", { json: { domain: pendingDomain } });
  // Once for all pictures: an account has few tries with its password.
  const session = await signInOnce(browser);
  for (const [name, path] of consoleScreens) {
    const show = (page: Page) => consoleScreen(page, path);
    await picture(browser, name, desktop, show, session);
    await picture(browser, `${name}-dark`, { ...desktop, dark: true }, show, session);
    await picture(browser, `${name}-phone`, phone, show, session);
  }
} finally {
  await browser.close();
  await installation.stop();
}

/** One picture of a page in one look, in a browser context of its own. */
async function picture(
  from: Browser,
  name: string,
  look: Look,
  show: (page: Page, at: Installation) => Promise<void>,
  storageState?: Session,
): Promise<void> {
  const context = await from.newContext({
    ...(storageState && { storageState }),
    baseURL: installation.product.baseUrl,
    viewport: { width: look.width, height: look.height },
    colorScheme: look.dark ? "dark" : "light",
    deviceScaleFactor: 1,
    reducedMotion: "reduce",
    locale: "en-US",
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  await show(page, installation);
  await page.screenshot({ path: `${folder}${name}.png` });
  await context.close();
}

async function signIn(page: Page): Promise<void> {
  await page.goto("/auth/msp/signin");
  await emailField(page).fill(technician);
  await page.locator("button[name=provider]:enabled").nth(1).waitFor();
}

async function account(page: Page): Promise<void> {
  await page.goto("/auth/msp/signin");
  await emailField(page).fill(technician);
  await page.getByLabel("Password").fill(demoPassword);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/account");
}

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

async function signInOnce(from: Browser): Promise<Session> {
  const context = await from.newContext({ baseURL: installation.product.baseUrl });
  const page = await context.newPage();
  await page.goto("/auth/msp/signin?callbackUrl=/account");
  await emailField(page).fill(operator.email);
  await page.getByLabel("Password").fill(operator.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/account");
  const session = await context.storageState();
  await context.close();
  return session;
}

async function consoleScreen(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
}
