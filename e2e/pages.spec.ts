import type { Page, Response } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import type { Installation } from "./support/installation.ts";
import type { TestTenant } from "./support/new-tenant.ts";
import {
  expectKeyboardOrder,
  expectNonces,
  expectNoSidewaysScroll,
  watchComplaints,
} from "./support/page-quality.ts";
import { startProduct } from "./support/product.ts";
import {
  emailField,
  expectLit,
  failureRegion,
  kinds,
  passwordField,
  signInByPassword,
} from "./support/sign-in-page.ts";

type World = { installation: Installation; tenant: TestTenant };

/** How each page is reached; the answer is that of the document, where there is one to look at. */
const pages: Record<string, (page: Page, world: World) => Promise<Response | null>> = {
  "the sign-in page": (page) => page.goto("/auth/msp/signin"),

  "the sign-in page with its buttons lit and the last one marked": async (page, { tenant }) => {
    await page.goto("/auth/msp/signin");
    await page.evaluate(() => localStorage.setItem("msp_sso_last_provider", "google"));
    const response = await page.reload();
    await emailField(page).fill(tenant.person.email);
    await expectLit(page, kinds);
    await expect(page.getByText("Last used")).toBeVisible();
    return response;
  },

  "the sign-in page after a failure": async (page, { tenant }) => {
    await signInByPassword(page, { ...tenant.person, password: "not the password" });
    await expect(failureRegion(page)).toContainText("Request");
    await expectLit(page, kinds);
    return null;
  },

  "a member's account": async (page, { tenant }) => {
    await signInByPassword(page, tenant.person, "/account");
    await expect(page).toHaveURL("/account");
    return page.reload();
  },

  "an operator's account": async (page, { installation }) => {
    await signInByPassword(page, installation.operator, "/account");
    await expect(page.getByRole("button", { name: "Create API credential" })).toBeVisible();
    return page.reload();
  },

  "sign-out": async (page, { tenant }) => {
    await signInByPassword(page, tenant.person, "/account");
    await expect(page).toHaveURL("/account");
    return page.goto("/auth/msp/signout");
  },

  "sign-out of nobody": (page) => page.goto("/auth/msp/signout"),

  "a page that is not there": (page) => page.goto("/t/nowhere/at-all"),

  "a page that failed": async (page, { installation }) => {
    await signInByPassword(page, installation.operator, "/account");
    // Before the scripts are there, the button posts by itself, and the browser shows the empty 500.
    await page.waitForFunction(() =>
      Object.keys(document.querySelector("main form") ?? {}).some((key) =>
        key.startsWith("__react"),
      ),
    );
    await page.route("**/account", (route) => route.fulfill({ status: 500, body: "" }));
    await page.getByRole("button", { name: "Create API credential" }).click();
    await expect(page.getByRole("heading", { name: "This page failed" })).toBeVisible();
    await expect(page.locator("code")).toHaveText(/^[0-9a-f-]{36}$/);
    return null;
  },
};

const widths = [1280, 768, 320];

async function expectGood(
  page: Page,
  expectAccessible: (page: Page) => Promise<void>,
): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 720 });
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
  }
  await expectKeyboardOrder(page);
}

for (const [name, open] of Object.entries(pages)) {
  test(`${name} is accessible in both themes at every width, by keyboard, under its policy`, async ({
    page,
    installation,
    newTenant,
    expectAccessible,
  }) => {
    const complaints = watchComplaints(page);
    const response = await open(page, { installation, tenant: await newTenant() });
    if (response !== null) {
      expect(response.headers()["cache-control"]).toContain("no-store");
      await expectNonces(response);
    }
    await expectGood(page, expectAccessible);
    expect(complaints).toEqual([]);
  });
}

test("the setup is accessible: its form, what is wrong in it, and a link that opens nothing", async ({
  page,
  expectAccessible,
}) => {
  test.setTimeout(60_000);
  const product = await startProduct();
  try {
    const complaints = watchComplaints(page);
    for (const address of [`${product.baseUrl}/setup`, await product.setupLink()]) {
      const response = await page.goto(address);
      if (response === null) throw new Error("a new address has an answer");
      expect(response.headers()["cache-control"]).toContain("no-store");
      await expectNonces(response);
      await expectGood(page, expectAccessible);
    }
    await page.getByLabel("Your name").fill("Ada Lovelace");
    await emailField(page).fill("ada@gatehouse.example");
    await passwordField(page).fill("password1234");
    await page.getByRole("button", { name: "Create operator" }).click();
    await expect(passwordField(page)).toHaveAttribute("aria-invalid", "true");
    await expect(passwordField(page)).toBeFocused();
    await expectGood(page, expectAccessible);
    expect(complaints).toEqual([]);
  } finally {
    await product.stop();
  }
});

test("every answer carries the headers that protect it, and no page may be kept", async ({
  page,
  newTenant,
}) => {
  const { person } = await newTenant({ providers: [] });
  await signInByPassword(page, person, "/account");
  await expect(page).toHaveURL("/account");
  for (const path of ["/", "/account", "/auth/msp/signin", "/auth/msp/signout", "/setup", "/no"]) {
    const response = await page.request.get(path, { maxRedirects: 0 });
    expect(response.headers(), path).toMatchObject({
      "cache-control": expect.stringContaining("no-store"),
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
      "cross-origin-opener-policy": "same-origin",
      "referrer-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  }
  const image = await page.request.get("/_next/image?url=%2Ficon.svg&w=64&q=75");
  expect(image.status(), "the image optimiser").toBe(404);
});
