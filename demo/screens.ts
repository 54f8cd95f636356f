import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { signInTo } from "#e2e/support/console.ts";
import { signInOverHttp } from "#e2e/support/http-sign-in.ts";
import { startInstallation } from "#e2e/support/installation.ts";
import { mailedLink } from "#e2e/support/mailed-link.ts";
import { pageRoutes } from "#e2e/support/page-routes.ts";
import { startProduct } from "#e2e/support/product.ts";
import { emailField } from "#e2e/support/sign-in-page.ts";
import { consoleScreens, fillScreens, guestScreens, withoutPicture } from "./screen-list.ts";
import { smallPng } from "./small-png.ts";
import { createDemoTenant, demoPassword, demoTenants } from "./tenants.ts";

const folder = fileURLToPath(new URL("../docs/screens/", import.meta.url));
const operator = {
  email: "operator@gatehouse.example",
  name: "Demo operator",
  password: demoPassword,
};
const technician = { email: "technician@fabrikam.example", password: demoPassword };

/** What a picture's name ends with, and how it looks. */
const looks = {
  "": { viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  "-dark": { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
  "-phone": { viewport: { width: 320, height: 640 }, colorScheme: "light" },
  "-phone-dark": { viewport: { width: 320, height: 640 }, colorScheme: "dark" },
} as const;

const drawn: string[] = [];

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

const drawnApart = ["/setup", "/account", "/auth/msp/signin"];
const known = [consoleScreens, guestScreens, withoutPicture].flatMap(Object.keys);
const missing = pageRoutes().filter((route) => ![...known, ...drawnApart].includes(route));
if (missing.length > 0) throw new Error(`no picture is known for ${missing.join(", ")}`);

const directoryIds = demoTenants.flatMap(({ directoryId }) => directoryId ?? []);
const installation = await startInstallation({
  operator,
  upstream: { directoryIds, autoSignIn: true },
});
const browser = await chromium.launch({
  ...(process.env["CHROMIUM_PATH"] ? { executablePath: process.env["CHROMIUM_PATH"] } : {}),
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
});
try {
  for (const tenant of demoTenants) await createDemoTenant(installation, tenant);
  for (const kind of ["google", "azure-ad", "google"] as const) {
    const attempt = { kind, email: technician.email, callbackUrl: "/account" };
    await signInOverHttp(installation, "198.18.0.1", attempt);
  }
  const fills = await fillScreens(installation, (email) => mailedLink(installation, email));
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) if (name.endsWith(".png")) await rm(folder + name);

  await pictures("sign-in", async (page) => {
    await page.goto("/auth/msp/signin");
    await emailField(page).fill(technician.email);
    await page.locator("button[name=provider]:enabled").nth(1).waitFor();
  });
  // Once for all pictures: an account has few tries with its password.
  const own = await sessionOf(browser, technician);
  await pictures("account", (page) => page.goto("/account"), own);
  for (const screenOf of Object.values(guestScreens)) {
    const { name, path } = screenOf(fills);
    await pictures(name, (page) => page.goto(path));
  }
  const session = await sessionOf(browser, operator);
  for (const screenOf of Object.values(consoleScreens)) {
    const { name, path } = screenOf(fills);
    await pictures(name, (page) => page.goto(path), session);
  }
  const fresh = await startProduct();
  const link = await fresh.setupLink();
  await pictures("setup", (page) => page.goto(link)).finally(fresh.stop);
  await writeFile(`${folder}README.md`, gallery(drawn));
} finally {
  await browser.close();
  await installation.stop();
}

/** The pictures on one page, for who reads the repository. */
function gallery(names: readonly string[]): string {
  const sections = names.map((name) => {
    const title = `${name.slice(0, 1).toUpperCase()}${name.slice(1).replaceAll("-", " ")}`;
    return `## ${title}\n\n| light | dark | phone |\n|---|---|---|\n| ![](${name}.png) | ![](${name}-dark.png) | ![](${name}-phone.png) |\n`;
  });
  return `# Every screen\n\nDrawn by \`npm run screens\`, this page too.\n\n${sections.join("\n")}`;
}

/** One page in every look, each in a browser context of its own. */
async function pictures(
  name: string,
  show: (page: Page) => Promise<unknown>,
  storageState?: Session,
): Promise<void> {
  drawn.push(name);
  for (const [suffix, look] of Object.entries(looks)) {
    // A phone's dark pictures of the page that everybody meets first are enough.
    if (suffix === "-phone-dark" && name !== "sign-in") continue;
    const context = await browser.newContext({
      ...look,
      ...(storageState && { storageState }),
      baseURL: installation.product.baseUrl,
      deviceScaleFactor: 1,
      reducedMotion: "reduce",
      locale: "en-US",
      timezoneId: "UTC",
    });
    const page = await context.newPage();
    await show(page);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await writeFile(`${folder}${name}${suffix}.png`, smallPng(await page.screenshot()));
    await context.close();
  }
}

async function sessionOf(
  from: Browser,
  person: { email: string; password: string },
): Promise<Session> {
  const context = await from.newContext({ baseURL: installation.product.baseUrl });
  await signInTo(await context.newPage(), person, "/account");
  const session = await context.storageState();
  await context.close();
  return session;
}
