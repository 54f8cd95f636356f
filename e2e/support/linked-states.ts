import type { Page } from "@playwright/test";

/**
 * The dialogs and drawers that this page links to, one of each kind, as paths.
 *
 * @param seen the kinds looked at so far; those that are returned are added
 */
export async function linkedStates(page: Page, seen: Set<string>): Promise<string[]> {
  const here = new URL(page.url());
  const links = await page
    .locator("a[href*='dialog='], a[href*='peek=']")
    .evaluateAll((all) => all.map((one) => (one instanceof HTMLAnchorElement ? one.href : "")));
  return links.flatMap((href) => {
    const { pathname, search, searchParams } = new URL(href, here);
    const dialog = searchParams.get("dialog");
    const kind = dialog === null ? "a drawer" : `the dialog ${dialog}`;
    if (pathname !== here.pathname || seen.has(kind)) return [];
    seen.add(kind);
    return [pathname + search];
  });
}
