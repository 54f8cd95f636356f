import { expect, type Page } from "@playwright/test";

/** What every screen of a tenant's console is made of, in the order in which it is read. */
export const tenantShell = `
- link "Skip to the content"
- complementary:
  - link "Gatehouse, start page"
  - navigation "Console":
    - list /.+/:
      - listitem:
        - link "Home"
      - listitem:
        - link "Login domains"
      - listitem:
        - link "Identity providers"
      - listitem:
        - link "Users"
      - listitem:
        - link "Audit log"
      - listitem:
        - link "Settings"
  - button "Narrow the sidebar"
- banner:
  - navigation "Breadcrumb":
    - list
  - button "Search and commands"
  - button /Account of .+/
- main
- region "Notifications"
`;

/** The same of the operators' screens. */
export const platformShell = `
- link "Skip to the content"
- complementary:
  - navigation "Console":
    - list "Platform":
      - listitem:
        - link "Tenants"
      - listitem:
        - link "Health"
      - listitem:
        - link "Outbox"
- banner:
  - 'link "Switch tenant. Now: Platform"'
  - navigation "Breadcrumb":
    - list
  - button "Search and commands"
- main
- region "Notifications"
`;

/** A line of the tree with a control that has no name. */
const nameless =
  /^\s*- (?:link|button|textbox|searchbox|spinbutton|combobox|checkbox|radio|table|group)(?::|$| \[)/;

/**
 * One heading of the first level leads the content, none skips a level below it, every table has a
 * caption, every column that sorts says how, and no control is without a name.
 */
export async function expectReadable(page: Page): Promise<void> {
  const found = await page.getByRole("main").evaluate((main) => {
    const shown = [...main.querySelectorAll<HTMLElement>("*")].filter((one) =>
      one.checkVisibility({ visibilityProperty: true }),
    );
    const levels = shown
      .flatMap(({ tagName }) => /^H([1-6])$/.exec(tagName)?.[1] ?? [])
      .map(Number);
    const tables = shown.filter((one) => one instanceof HTMLTableElement);
    return {
      firstLevel: levels.filter((level) => level === 1).length,
      leads: levels[0] ?? 0,
      skips: levels.filter((level, at) => at > 0 && level > (levels[at - 1] ?? 0) + 1),
      captions: tables.map((table) => table.caption?.textContent ?? ""),
      unsaid: tables.flatMap((table) =>
        [...table.querySelectorAll("th:has(a[href*='sort='])")].filter(
          (head) => !head.hasAttribute("aria-sort"),
        ),
      ).length,
    };
  });
  expect(found).toMatchObject({ firstLevel: 1, leads: 1, skips: [], unsaid: 0 });
  expect(found.captions).not.toContain("");
  const tree = await page.locator("body").ariaSnapshot();
  expect(tree.split("\n").filter((line) => nameless.test(line))).toEqual([]);
}
