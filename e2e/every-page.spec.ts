import type { Page } from "@playwright/test";
import { axe } from "./support/axe.ts";
import { linkedStates } from "./support/linked-states.ts";
import { lists } from "./support/lists.ts";
import {
  expectFocusInSight,
  expectNonces,
  expectNoSidewaysScroll,
  watchComplaints,
} from "./support/page-quality.ts";
import { pageRoutes } from "./support/page-routes.ts";
import { type PageState, pageStates } from "./support/page-states.ts";
import { expect, test } from "./support/showcase-fixtures.ts";

const routes = pageRoutes();

test("every page of the build has something to fill its address with", () => {
  expect(routes.filter((route) => pageStates[route] === undefined)).toEqual([]);
});

test.describe("every page", () => {
  test.describe.configure({ mode: "parallel", timeout: 120_000 });
  for (const route of routes) {
    const statesOf = pageStates[route];
    if (statesOf === undefined) continue;
    test(`${route}, with its dialogs and drawers, is accessible in both themes at every width`, async ({
      page,
      context,
      showcase,
      cookiesOf,
      setupLink,
    }) => {
      const complaints = watchComplaints(page);
      await page.emulateMedia({ reducedMotion: "reduce" });
      const waiting: PageState[] = await statesOf({ showcase, setupLink });
      const seen = new Set<string>();
      for (let state = waiting.shift(); state; state = waiting.shift()) {
        await context.clearCookies();
        await context.addCookies(await cookiesOf(state.as));
        await page.setViewportSize(widths[0]);
        const response = await page.goto(state.path);
        if (response === null) throw new Error(`${state.path} has no answer`);
        expect(response.headers()["cache-control"], state.path).toContain("no-store");
        await expectNonces(response);
        await lookAt(page);
        if ((await page.locator("[data-density]").count()) > 0) {
          expect(Object.keys(lists), "what lists.spec.ts walks through").toContain(route);
        }
        for (const path of await linkedStates(page, seen)) waiting.unshift({ ...state, path });
      }
      expect(complaints).toEqual([]);
    });
  }
});

const widths = [
  { width: 1280, height: 800 },
  { width: 768, height: 1024 },
  { width: 320, height: 640 },
] as const;

async function lookAt(page: Page): Promise<void> {
  // Behind a dialog nothing can be reached, and it was looked at without the dialog.
  const modal = (await page.locator("dialog:modal").count()) > 0;
  const within = modal ? { within: "dialog:modal" } : {};
  for (const size of widths) {
    await page.setViewportSize(size);
    const where = `axe on ${page.url()} at ${size.width} px`;
    await page.emulateMedia({ colorScheme: "light" });
    expect(await axe(page, within), where).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await axe(page, { ...within, coloursOnly: true });
    expect(dark, `${where}, dark`).toEqual([]);
    await expectNoSidewaysScroll(page);
    await expectFocusInSight(page);
  }
}
