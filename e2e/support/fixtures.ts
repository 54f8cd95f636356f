import { test as base, expect, type Page } from "@playwright/test";
import { axe } from "./axe.ts";
import { type Installation, startInstallation } from "./installation.ts";
import { newTenant, type TenantOptions, type TestTenant } from "./new-tenant.ts";
import type { Product } from "./product.ts";

type WorkerFixtures = {
  /** Product, DNS, SMTP and the three stand-ins; one for all tests of a worker. */
  installation: Installation;
  product: Product;
};

type TestFixtures = {
  newTenant(options?: TenantOptions): Promise<TestTenant>;
  /** Fails on every WCAG 2.2 AA finding. */
  expectAccessible(page: Page): Promise<void>;
  /** Every test runs as a visitor with an address of its own, so that rate limits do not mix. */
  visitorAddress: string;
  /** Fails a test whose pages asked anything but loopback. */
  ownTrafficOnly: undefined;
};

const operator = {
  email: "operator@gatehouse.example",
  name: "Test operator",
  password: "the password of the test operator",
};

let visitors = 0;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  installation: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from the pattern
    async ({}, use) => {
      const env = { TRUSTED_PROXIES: "127.0.0.0/8,::1/128" };
      const upstream = { autoSignIn: true };
      const installation = await startInstallation({ operator, env, upstream });
      await use(installation);
      await installation.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  product: [({ installation }, use) => use(installation.product), { scope: "worker" }],
  baseURL: ({ product }, use) => use(product.baseUrl),

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from the pattern
  visitorAddress: ({}, use) => {
    visitors += 1;
    return use(`198.18.${Math.floor(visitors / 250)}.${(visitors % 250) + 1}`);
  },
  extraHTTPHeaders: ({ visitorAddress }, use) => use({ "x-forwarded-for": visitorAddress }),

  ownTrafficOnly: [
    async ({ context }, use) => {
      const foreign: string[] = [];
      context.on("request", (request) => {
        const { protocol, hostname } = new URL(request.url());
        const local = ["localhost", "127.0.0.1"].includes(hostname);
        if (protocol.startsWith("http") && !local) foreign.push(request.url());
      });
      await use(undefined);
      expect(foreign, "requests to third parties").toEqual([]);
    },
    { auto: true },
  ],

  newTenant: ({ installation }, use) => use((options) => newTenant(installation, options)),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from the pattern
  expectAccessible: ({}, use) =>
    use(async (page) => expect(await axe(page), `axe on ${page.url()}`).toEqual([])),
});

export { expect };
