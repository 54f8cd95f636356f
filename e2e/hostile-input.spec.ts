import type { Page } from "@playwright/test";
import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { expectNoSidewaysScroll, watchComplaints } from "./support/page-quality.ts";

/** One of each kind that breaks things: too long, right to left, beyond the BMP, markup. */
const hostile = {
  "5,000 characters": "x".repeat(5_000),
  "right to left": "שלום \u202e عالم",
  emoji: "👩🏽‍🚀🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  HTML: `"><img src=x onerror="document.title='run'"><script>document.title='run'</script>`,
} as const;

const typed = "input:not([type=hidden],[type=checkbox],[type=radio],[type=search]), textarea";
const posts = `form:not([method=get]):has(${typed})`;

/** The forms that somebody can reach: those behind an open dialog are not. */
async function formsOf(page: Page) {
  const dialogs = await page.locator("dialog[open]").count();
  return page.locator(dialogs > 0 ? `dialog[open] ${posts}` : `main ${posts}`);
}

/** Types `text` into every field of a form and sends it. In: the form's place on the page. */
async function send(page: Page, nth: number, text: string): Promise<void> {
  const form = (await formsOf(page)).nth(nth);
  for (const field of await form.locator(typed).all()) {
    if (!(await field.isVisible()) || !(await field.isEditable())) continue;
    const type = await field.getAttribute("type");
    if (type === "date") await field.fill("9999-12-31");
    else if (type === "number") await field.fill("999999999999");
    else await field.fill(text);
  }
  // A dialog that has its name typed stays closed to anything else: Enter is refused as well.
  const button = form.locator("button[type=submit]").last();
  if (await button.isEnabled()) await button.click();
}

/**
 * The form says at a field why it takes none of it, or it took it and what it shows is the text.
 * Nothing ran, nothing failed on the server, and nothing stands beside a screen of 320 px.
 */
async function expectHeld(page: Page, what: string): Promise<void> {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await expect(page.locator("body"), what).not.toContainText("Gatehouse failed");
  await expect(page.locator("body"), what).not.toContainText("Something went wrong");
  expect(await page.title(), what).not.toBe("run");
  expect(await page.locator("img[src=x]").count(), what).toBe(0);
  await expectNoSidewaysScroll(page);
}

test("every form of the console takes hostile text as text, or says at a field why not", async ({
  page,
  installation,
  newTenant,
}) => {
  test.setTimeout(240_000);
  const complaints = watchComplaints(page);
  const { slug, domain, person } = await newTenant({ roles: ["admin"] });
  const listed = await installation.rest(`/v1/tenants/${slug}/providers`);
  const [provider] = (listed as { items: { id: string }[] }).items;
  const at = `/t/${slug}`;
  const pages = [
    `${at}/settings`,
    `${at}/settings?dialog=break-glass`,
    `${at}/login-domains/new`,
    `${at}/login-domains/${domain}`,
    `${at}/login-domains/${domain}?dialog=remove`,
    ...["google", "azure-ad", "oidc"].map((kind) => `${at}/providers/new/${kind}`),
    `${at}/providers/${provider?.id}/edit`,
    `${at}/providers/${provider?.id}?dialog=rotate`,
    `${at}/policies/new`,
    `${at}/users/new`,
    `${at}/users/${person.id}`,
    `${at}/users/${person.id}?dialog=delete`,
    "/platform/tenants/new",
    `/platform/tenants?peek=${slug}`,
    `/platform/tenants?dialog=delete&target=${slug}`,
    "/platform/health",
    "/account",
  ];
  await page.setViewportSize({ width: 320, height: 720 });
  await signInTo(page, installation.operator, "/platform/tenants");
  let sent = 0;
  for (const path of pages) {
    for (const [kind, text] of Object.entries(hostile)) {
      await page.goto(path);
      const forms = await (await formsOf(page)).count();
      for (let nth = 0; nth < forms; nth += 1) {
        if (nth > 0) await page.goto(path);
        await send(page, nth, text);
        await expectHeld(page, `${kind} in form ${nth + 1} of ${path}`);
        sent += 1;
      }
      await page.goto(path);
      await expectHeld(page, `${path} with what was stored`);
    }
  }
  // Other tests of this worker know the operator by name.
  await page.goto("/account");
  const profile = page.locator("form").filter({ has: page.locator("input[name=name]") });
  await profile.locator("input[name=name]").fill("Test operator");
  await profile.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved your name.")).toBeVisible();
  expect(sent).toBeGreaterThan(pages.length * 3);
  expect(complaints).toEqual([]);
});
