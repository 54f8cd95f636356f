import { gzipSync } from "node:zlib";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";

export type Script = { path: string; bytes: number };

/** Starts the Chromium that `CHROMIUM_PATH` names, or Playwright's own. */
export function startBrowser(): Promise<Browser> {
  const named = process.env["CHROMIUM_PATH"];
  return chromium.launch({
    ...(named === undefined ? {} : { executablePath: named }),
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
  });
}

/** A browser that was here never before: nothing in its cache. In: a `Cookie` header to start with. */
export async function newVisitor(
  browser: Browser,
  baseUrl: string,
  cookie = "",
): Promise<BrowserContext> {
  const context = await browser.newContext();
  const cookies = cookie
    .split("; ")
    .filter(Boolean)
    .map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return { name, value: value.join("="), url: baseUrl };
    });
  await context.addCookies(cookies);
  return context;
}

/** How long no script may come before all are taken to be there. */
const QUIET_MILLISECONDS = 500;

/** Every script that a first visit loads until no more come, each compressed as gzip does. */
export async function scriptsOf(page: Page, url: string): Promise<Script[]> {
  const scripts: Promise<Script>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    const { pathname } = new URL(response.url());
    const compressed = response.body().then((body) => gzipSync(body).length);
    scripts.push(compressed.then((bytes) => ({ path: pathname, bytes })));
  });
  const answer = await page.goto(url, { waitUntil: "load" });
  if (answer?.status() !== 200) throw new Error(`${url} answered ${answer?.status()}`);
  for (let seen = -1; seen < scripts.length; ) {
    seen = scripts.length;
    await page.waitForTimeout(QUIET_MILLISECONDS);
  }
  return await Promise.all(scripts);
}

/** Milliseconds until the first contentful paint of a page. */
export async function firstPaint(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: "load" });
  const painted = await page.waitForFunction(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
  );
  const milliseconds = await painted.jsonValue();
  if (milliseconds === undefined) throw new Error(`${url} painted nothing`);
  return milliseconds;
}
