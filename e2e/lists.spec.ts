import type { Page } from "@playwright/test";
import { lists } from "./support/lists.ts";
import { expect, test } from "./support/showcase-fixtures.ts";

test.describe.configure({ mode: "parallel" });

for (const [route, list] of Object.entries(lists)) {
  test(`the search, filter, order, page and drawer of ${route} survive reload, Back and a copied link`, async ({
    page,
    context,
    browser,
    showcase,
    cookiesOf,
  }) => {
    const cookies = await cookiesOf("operator");
    await context.addCookies(cookies);
    await page.goto(`${list.path(showcase)}?limit=1`);
    const search = list.search?.(showcase) ?? null;
    if (search !== null) {
      await page.keyboard.press("/");
      await page.keyboard.type(search);
      await expect(page).toHaveURL(/search=/);
    }
    await page.getByRole("button", { name: list.filter.label, exact: true }).click();
    const choices = page.locator("[popover]:popover-open");
    await choices.getByRole("link", { name: list.filter.choice, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(list.filter.parameter));
    const head = page.getByRole("columnheader", { name: list.sort.column, exact: true });
    await head.getByRole("link").click();
    await expect(page).toHaveURL(new RegExp(list.sort.parameter));
    await expect(head).toHaveAttribute("aria-sort", "ascending");
    const first = await rows(page);
    await page.getByRole("link", { name: "Next" }).click();
    await expect(page).toHaveURL(/cursor=/);
    expect(first).toHaveLength(1);
    await expect.poll(() => rows(page)).not.toEqual(first);

    const opened = [page.url()];
    if (list.hasDrawer) {
      await page.locator("[data-row-id] a").first().focus();
      await page.keyboard.press("Space");
      await expect(drawer(page)).toBeVisible();
      opened.push(page.url());
    }
    const there = await stateOf(page);
    expect(there.rows).toHaveLength(1);
    if (search !== null) expect(there.search).toBe(search);

    await page.reload();
    expect(await stateOf(page)).toEqual(there);
    await page.goBack();
    if (list.hasDrawer) {
      await expect(page).toHaveURL(opened[0] ?? "");
      await expect(drawer(page)).toBeHidden();
    } else {
      await expect(page).not.toHaveURL(/cursor=/);
      await expect.poll(() => rows(page)).toEqual(first);
    }
    await page.goForward();
    await expect(page).toHaveURL(there.url);
    await expect.poll(() => stateOf(page)).toEqual(there);

    const other = await browser.newContext();
    await other.addCookies(cookies);
    const copy = await other.newPage();
    await copy.goto(there.url);
    expect(await stateOf(copy)).toEqual(there);
    await other.close();
  });
}

function drawer(page: Page) {
  return page.getByRole("complementary").filter({ has: page.locator("#peek-title") });
}

async function rows(page: Page): Promise<(string | null)[]> {
  await expect(page.locator("table[aria-busy=false]")).toBeVisible();
  const all = page.locator("[data-row-id]");
  return await all.evaluateAll((found) => found.map((one) => one.getAttribute("data-row-id")));
}

/** What a person has before them: where it is, the rows, the words searched for, what stands open. */
async function stateOf(page: Page) {
  const search = page.getByRole("searchbox");
  return {
    url: page.url(),
    rows: await rows(page),
    search: (await search.count()) === 0 ? null : await search.inputValue(),
    chips: await page.getByRole("link", { name: /Remove this filter/ }).allTextContents(),
    order: await page.locator("th[aria-sort=ascending]").allTextContents(),
    drawer: await drawer(page).locator("#peek-title").allTextContents(),
  };
}
