import type { Browser, Page } from "@playwright/test";
import { signInTo } from "./console.ts";
import { test as base, expect } from "./fixtures.ts";
import type { Visitor } from "./page-states.ts";
import { type Product, startProduct } from "./product.ts";
import { makeShowcase, type Showcase } from "./showcase.ts";

export type Cookies = Awaited<ReturnType<ReturnType<Page["context"]>["cookies"]>>;

/** The fixtures of every test, and a showcase that the tests of a worker look at and do not change. */
export const test = base.extend<
  object,
  {
    showcase: Showcase;
    /** The cookies of whoever looks, signed in once a worker: an account has few tries. */
    cookiesOf: (visitor: Visitor) => Promise<Cookies>;
    setupLink: () => Promise<string>;
  }
>({
  showcase: [
    async ({ installation }, use) => use(await makeShowcase(installation)),
    { scope: "worker", timeout: 60_000 },
  ],
  cookiesOf: [
    async ({ browser, installation, showcase }, use) => {
      const { operator, product } = installation;
      const people = { operator, admin: showcase.admin, member: showcase.member };
      const known = new Map<Visitor, Promise<Cookies>>();
      await use((visitor) => {
        if (visitor === "nobody") return Promise.resolve([]);
        const cookies = known.get(visitor) ?? signedIn(browser, product.baseUrl, people[visitor]);
        known.set(visitor, cookies);
        return cookies;
      });
    },
    { scope: "worker" },
  ],
  setupLink: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from the pattern
    async ({}, use) => {
      const started: Product[] = [];
      await use(async () => {
        const product = await startProduct();
        started.push(product);
        return await product.setupLink();
      });
      for (const product of started) await product.stop();
    },
    { scope: "worker" },
  ],
});

async function signedIn(
  browser: Browser,
  baseURL: string,
  person: { email: string; password: string },
): Promise<Cookies> {
  const context = await browser.newContext({ baseURL });
  await signInTo(await context.newPage(), person, "/account");
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

export { expect };
