import { expect, type Page, type Response } from "@playwright/test";

const focusable = "a[href], button:enabled, input:enabled:not([type=hidden])";

const mostControls = 500;

/** Collects what the browser holds against the page: policy violations and uncaught errors. */
export function watchComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (/content.security.policy|hydrat/i.test(message.text())) complaints.push(message.text());
  });
  return complaints;
}

/** Nothing of the page stands beside the screen, so that it scrolls in one direction only. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(excess, `sideways scroll on ${page.url()}`).toBe(0);
}

/** Tab reaches every control in the order in which they stand, each with a visible outline. */
export async function expectKeyboardOrder(page: Page): Promise<void> {
  const wanted = await page.locator(focusable).evaluateAll((all) => {
    const shown = all.filter((one) => one.checkVisibility({ visibilityProperty: true }));
    // The next Tab starts from the element that had the focus last.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    return shown.map((one) => one.outerHTML.slice(0, 300));
  });
  for (const html of wanted) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const one = document.activeElement;
      if (one === null) return null;
      const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(one);
      const { top, bottom } = one.getBoundingClientRect();
      const onScreen = bottom > 0 && top < innerHeight;
      const html = one.outerHTML.slice(0, 300);
      return { html, onScreen, outline: `${outlineStyle} ${outlineWidth} ${outlineOffset}` };
    });
    expect(focused).toEqual({ html, onScreen: true, outline: "solid 2px 2px" });
  }
}

/**
 * Tab reaches nothing that something else covers: a sticky bar, a drawer, a toast. WCAG 2.2, 2.4.11
 * forbids it for the whole of a control; here no corner of it may be covered either.
 */
export async function expectFocusInSight(page: Page): Promise<void> {
  const seen = await page.evaluateHandle(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    return new WeakSet<Element>();
  });
  for (let tabs = 0; tabs < mostControls; tabs += 1) {
    await page.keyboard.press("Tab");
    const hidden = await seen.evaluate((before) => {
      const one = document.activeElement;
      if (one === null || one === document.body || before.has(one)) return null;
      before.add(one);
      const box = one.getClientRects()[0];
      if (box === undefined) return "";
      const inset = Math.min(3, box.width / 2, box.height / 2);
      const [left, right] = [box.left + inset, box.right - inset];
      const [top, bottom] = [box.top + inset, box.bottom - inset];
      const corners: [number, number][] = [
        [left, top],
        [right, top],
        [left, bottom],
        [right, bottom],
      ];
      const onScreen = corners.filter(
        ([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight,
      );
      const covers = onScreen
        .map(([x, y]) => document.elementFromPoint(x, y))
        .find((hit) => hit && !one.contains(hit) && !hit.contains(one));
      const html = (element: Element) => element.outerHTML.slice(0, 200);
      if (onScreen.length === 0) return `off the screen: ${html(one)}`;
      return covers ? `${html(covers)} covers ${html(one)}` : "";
    });
    if (hidden === null) return;
    expect(hidden, `the focus on ${page.url()} at ${page.viewportSize()?.width} px`).toBe("");
  }
}

/**
 * The document as it was sent runs nothing that lacks the nonce of its own policy, which allows
 * nothing else, and styles nothing inline.
 */
export async function expectNonces(response: Response): Promise<void> {
  const policy = response.headers()["content-security-policy"] ?? "";
  expect(policy).not.toContain("unsafe-");
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "no nonce";
  const html = await response.text();
  const scripts = html.match(/<script[^>]*>/g) ?? [];
  expect(scripts).not.toEqual([]);
  expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  const tags = html.match(/<[a-z][^>]*>/g) ?? [];
  expect(tags.filter((tag) => /^<style|\s(?:style|on[a-z]+)=/.test(tag))).toEqual([]);
}
