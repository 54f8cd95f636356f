import type { Page } from "@playwright/test";
import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { expectNoSidewaysScroll } from "./support/page-quality.ts";

/** Sends a form, and waits until it is answered. */
async function send(page: Page, button: string): Promise<void> {
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: button }).click();
  await answer;
  await expect(page.locator("form [aria-busy=true]")).toHaveCount(0);
}

const saved = (page: Page, text: string) => page.getByText(text).first();

test("somebody else saved first: their change stands beside mine, and I choose", async ({
  page,
  installation,
  newTenant,
  expectAccessible,
}) => {
  const { slug } = await newTenant({ providers: [] });
  const path = `/v1/tenants/${slug}`;
  await signInTo(page, installation.operator, `/t/${slug}/settings`);
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Mine");
  await installation.rest(path, { method: "PATCH", json: { name: "Theirs" } });
  await send(page, "Rename tenant");
  await expect(page.getByRole("heading", { name: /saved first/ })).toBeFocused();
  await expect(page.getByText("They saved: Theirs")).toBeVisible();
  await expect(name).toHaveValue("Mine");
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 720 });
  await expectNoSidewaysScroll(page);
  await send(page, "Rename tenant");
  await expect(page.getByText("They saved: Theirs"), "the same button asks again").toBeVisible();

  await page.getByRole("button", { name: "Take theirs" }).click();
  await expect(name).toHaveValue("Theirs");
  await name.fill("Mine after all");
  await installation.rest(path, { method: "PATCH", json: { name: "Theirs again" } });
  await send(page, "Rename tenant");
  await page.getByRole("button", { name: "Keep mine" }).click();
  await expect(saved(page, "Renamed the tenant.")).toBeVisible();
  expect(await installation.rest(path)).toMatchObject({ name: "Mine after all" });
});

test("a field that only they changed is theirs, whichever is chosen", async ({
  page,
  installation,
  newTenant,
}) => {
  const { slug, person } = await newTenant({ providers: [], roles: ["member"] });
  const path = `/v1/tenants/${slug}/users/${person.id}`;
  await signInTo(page, installation.operator, `/t/${slug}/users/${person.id}`);
  await page.getByLabel("Name", { exact: true }).fill("Mine");
  const json = { name: "Theirs", roles: ["auditor"] };
  await installation.rest(path, { method: "PATCH", json });
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("They saved: Theirs")).toBeVisible();
  await expect(page.getByText("You had not changed this")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /^Auditor/ })).toBeChecked();
  await page.getByRole("button", { name: "Keep mine" }).click();
  await expect(saved(page, `Saved ${person.name}.`)).toBeVisible();
  expect(await installation.rest(path)).toMatchObject({ name: "Mine", roles: ["auditor"] });
});

test("what is typed survives a refresh that brings somebody else's change", async ({
  page,
  installation,
  newTenant,
}) => {
  const { slug } = await newTenant({ providers: [] });
  await signInTo(page, installation.operator, `/t/${slug}/settings`);
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Still typing");
  await installation.rest(`/v1/tenants/${slug}`, { method: "PATCH", json: { name: "Theirs" } });
  await page.getByLabel("Or after idling for (minutes)").fill("45");
  await page.getByRole("button", { name: "Save session lifetimes" }).click();
  await expect(saved(page, "Saved the session lifetimes.")).toBeVisible();
  await expect(name).toHaveValue("Still typing");
  await page.getByRole("button", { name: "Rename tenant" }).click();
  await expect(page.getByText("They saved: Theirs")).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the same: their change beside mine, take theirs, keep mine", async ({
    page,
    installation,
    newTenant,
  }) => {
    const { slug } = await newTenant({ providers: [] });
    const path = `/v1/tenants/${slug}`;
    await signInTo(page, installation.operator, `/t/${slug}/settings`);
    const name = page.getByLabel("Name", { exact: true });
    const rename = page.getByRole("button", { name: "Rename tenant" });
    await name.fill("Mine");
    await installation.rest(path, { method: "PATCH", json: { name: "Theirs" } });
    await name.press("Enter");
    await expect(page.getByText("They saved: Theirs")).toBeVisible();
    await expect(name).toHaveValue("Mine");
    await name.press("Enter");
    await expect(page.getByText("They saved: Theirs"), "Enter keeps nothing over").toBeVisible();
    await page.getByRole("button", { name: "Take theirs" }).click();
    await expect(name).toHaveValue("Theirs");
    await name.fill("Mine after all");
    await installation.rest(path, { method: "PATCH", json: { name: "Theirs again" } });
    await rename.click();
    await page.getByRole("button", { name: "Keep mine" }).click();
    await expect(page.getByText("Renamed the tenant.")).toBeVisible();
    expect(await installation.rest(path)).toMatchObject({ name: "Mine after all" });
  });
});
