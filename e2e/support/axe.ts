import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const wcag22aa = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** What a theme can break: it changes colours and nothing else. */
const colourRules = ["color-contrast", "link-in-text-block"];

type Finding = { id: string; help: string; nodes: { target: string[] }[] };
type Axe = { run(context: unknown, options: object): Promise<{ violations: Finding[] }> };

// The builder of @axe-core/playwright opens a page of its own for every look, to gather frames that
// we have none of: that takes several times as long as the look itself.
const ofBuilder = createRequire(import.meta.resolve("@axe-core/playwright"));
const { source }: { source: string } = ofBuilder("axe-core");

/**
 * What axe holds against the page by WCAG 2.2 AA, one line a finding; empty is good.
 *
 * @param options.within the part to look at, as a selector; all of the page by default
 * @param options.coloursOnly for a second theme, after all rules were looked at in the first
 */
export async function axe(
  page: Page,
  options: { within?: string; coloursOnly?: boolean } = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(source);
  const runOnly = options.coloursOnly
    ? { type: "rule", values: colourRules }
    : { type: "tag", values: wcag22aa };
  return await page.evaluate(
    async ([within, only]) => {
      // Half-way through its fade a dialog has colours that nobody is left with. A spinner never ends.
      const fades = document
        .getAnimations()
        .filter(({ effect }) => Number(effect?.getComputedTiming().endTime) < 5_000);
      await Promise.allSettled(fades.map(({ finished }) => finished));
      const found: Axe = Reflect.get(globalThis, "axe");
      const context = within === null ? document : { include: [[within]] };
      const rules = { runOnly: only, resultTypes: ["violations"] };
      const { violations } = await found.run(context, rules);
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target }) => `${id}: ${help} (${target.join(" ")})`),
      );
    },
    [options.within ?? null, runOnly] as const,
  );
}
