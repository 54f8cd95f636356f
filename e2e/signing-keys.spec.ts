import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { record } from "./support/installation.ts";
import { expectNoSidewaysScroll, watchComplaints } from "./support/page-quality.ts";

const screen = "/platform/signing-keys";

// Colours are measured, so nothing may be on its way in.
test.use({ contextOptions: { reducedMotion: "reduce" } });

test("an operator rotates the signing keys, and withdraws them only after typing the word", async ({
  page,
  installation,
  product,
  expectAccessible,
}) => {
  const complaints = watchComplaints(page);
  const published = async () => {
    const answer = await fetch(`${product.baseUrl}/.well-known/jwks.json`);
    const { keys } = record(await answer.json());
    if (!Array.isArray(keys)) throw new Error("no key set");
    return keys.map((key) => String(record(key)["kid"]));
  };
  const before = await published();
  await signInTo(page, installation.operator, screen);
  await expect(page.getByRole("link", { name: "Signing keys" })).toHaveAttribute(
    "aria-current",
    "page",
  );
  const rows = page.getByRole("table", { name: "Published keys" }).locator("tbody tr");
  await expect(rows).toHaveCount(before.length);
  for (const kid of before) await expect(page.getByText(kid, { exact: true })).toBeVisible();
  await expect(rows.filter({ hasText: "Signs now" })).toHaveCount(2);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Rotate keys" }).click();
  await expect(page.getByRole("dialog")).toContainText("signs in two hours");
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Rotate keys" }).click();
  await expect(rows.filter({ hasText: "Signs later" })).toHaveCount(2);
  expect(await published()).toEqual(expect.arrayContaining(before));

  await page.getByRole("link", { name: "Withdraw all keys" }).click();
  const dialog = page.getByRole("dialog");
  const withdraw = dialog.getByRole("button", { name: "Withdraw all keys" });
  await expect(withdraw).toBeDisabled();
  await dialog.getByRole("textbox").fill("compromise");
  await expect(withdraw).toBeDisabled();
  await expectAccessible(page);
  await dialog.getByRole("textbox").fill("compromised");
  await withdraw.click();
  await expect(rows).toHaveCount(2);
  const after = await published();
  expect(after.filter((kid) => before.includes(kid))).toEqual([]);
  await page.setViewportSize({ width: 320, height: 800 });
  await expectNoSidewaysScroll(page);
  expect(complaints).toEqual([]);
});

test("without scripts the keys are rotated as well", async ({ browser, installation, product }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: product.baseUrl,
  });
  const page = await context.newPage();
  // The first keys are made for whoever asks first.
  await page.request.get("/.well-known/jwks.json");
  await signInTo(page, installation.operator, screen);
  await page.getByRole("link", { name: "Rotate keys" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Rotate keys" }).click();
  await expect(page).toHaveURL(screen);
  await expect(page.locator("tbody tr").filter({ hasText: "Signs later" })).not.toHaveCount(0);
  await context.close();
});
