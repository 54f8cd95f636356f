import { expect, type Locator, type Page } from "@playwright/test";

/** More stops than any page of ours has; a control that is further away is not reachable. */
const mostStops = 120;

/**
 * Presses Tab (or Shift-Tab) until the control has the focus. Every stop on the way has the outline
 * that shows it, stands in the window, and is under no bar that sticks.
 */
export async function tabTo(
  page: Page,
  control: Locator,
  { back = false }: { back?: boolean } = {},
): Promise<void> {
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press(back ? "Shift+Tab" : "Tab");
    await expectFocusSeen(page);
    if (await hasFocus(control)) return;
  }
  throw new Error(`not reached by Tab: ${control.toString()}`);
}

/** Moves to the control and presses Enter, as on a link or a button. */
export async function enter(page: Page, control: Locator): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press("Enter");
}

/** Moves to the field and types over what is in it. */
export async function type(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
}

/** Opens the command palette, types, and chooses the first that is found. */
export async function command(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Command palette" });
  await expect(palette).toBeVisible();
  await page.keyboard.type(text);
  await expect(palette.getByRole("option").first()).toContainText(text);
  await page.keyboard.press("Enter");
  await expect(palette).toBeHidden();
}

/** Tab never leaves the dialog for the page behind it. */
export async function expectTrapped(page: Page, dialog: Locator): Promise<void> {
  for (const key of [...Array<string>(8).fill("Tab"), ...Array<string>(8).fill("Shift+Tab")]) {
    await page.keyboard.press(key);
    const outside = await dialog.evaluate((element) => {
      const focused = document.activeElement;
      // Beside the dialog stand guards without a name, which send the focus back into it.
      const isPage = focused?.matches("a, button, input, select, textarea, summary, main");
      return focused && isPage && !element.contains(focused)
        ? focused.outerHTML.slice(0, 200)
        : null;
    });
    expect(outside, "behind the dialog").toBeNull();
  }
}

async function hasFocus(control: Locator): Promise<boolean> {
  if ((await control.count()) !== 1) return false;
  return await control.evaluate((element) => element === document.activeElement);
}

async function expectFocusSeen(page: Page): Promise<void> {
  const problem = await page.evaluate(() => {
    const focused = document.activeElement;
    // From the last control the browser's own bar comes next, and then the page again.
    if (!focused || focused === document.body) return null;
    const shown = focused.outerHTML.slice(0, 200);
    const { outlineStyle, outlineWidth } = getComputedStyle(focused);
    if (`${outlineStyle} ${outlineWidth}` !== "solid 2px") return `no outline: ${shown}`;
    const { left, right, top, bottom } = focused.getBoundingClientRect();
    if (bottom <= 0 || top >= innerHeight) return `outside of the window: ${shown}`;
    const middle = Math.min(Math.max((top + bottom) / 2, 0), innerHeight - 1);
    let cover = document.elementFromPoint((left + right) / 2, middle);
    while (cover && !cover.contains(focused)) {
      if (getComputedStyle(cover).position === "sticky" && !focused.contains(cover))
        return `under a bar that sticks: ${shown}`;
      cover = cover.parentElement;
    }
    return null;
  });
  expect(problem).toBeNull();
}
