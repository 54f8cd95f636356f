import type { Page } from "@playwright/test";
import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import type { Installation } from "./support/installation.ts";
import { emailField, signInByPassword } from "./support/sign-in-page.ts";

/** Ends every session of somebody, as an admin does. */
async function endSessions(installation: Installation, slug: string, id: string): Promise<void> {
  await installation.rest(`/v1/tenants/${slug}/users/${id}/sessions`, { method: "DELETE" });
}

async function signInHere(page: Page, person: { email: string; password: string }) {
  await emailField(page).fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("a session ends under an open form: it keeps what was typed, and is sent after signing in", async ({
  page,
  context,
  installation,
  newTenant,
}) => {
  const { slug, person } = await newTenant({ providers: [], roles: ["admin"] });
  await signInTo(page, person, `/t/${slug}/settings`);
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Typed before");
  await endSessions(installation, slug, person.id);
  const rename = page.getByRole("button", { name: "Rename tenant" });
  await rename.click();
  const opened = context.waitForEvent("page");
  await page.getByRole("link", { name: "Sign in again in a new tab" }).click();
  const tab = await opened;
  await signInHere(tab, person);
  await tab.waitForURL(`**/t/${slug}/settings`);
  await expect(name).toHaveValue("Typed before");
  await rename.click();
  await expect(page.getByText("Renamed the tenant.").first()).toBeVisible();
});

test("a form that one person opened is not sent as another", async ({
  page,
  context,
  newTenant,
}) => {
  const { slug, people } = await newTenant({ providers: [], roles: ["admin"], people: 2 });
  const [one, two] = people;
  if (!one || !two) throw new Error("two people were asked for");
  await signInTo(page, one, `/t/${slug}/settings`);
  await page.getByLabel("Name", { exact: true }).fill("Typed by the first");
  const tab = await context.newPage();
  await signInByPassword(tab, two, "/account");
  await expect(tab).toHaveURL("/account");
  await page.getByRole("button", { name: "Rename tenant" }).click();
  await expect(page.getByText(/opened by somebody else/)).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the person signs in again, and the form is as it was, but for secrets", async ({
    page,
    installation,
    newTenant,
  }) => {
    const { slug, person } = await newTenant({ providers: ["oidc"], roles: ["admin"] });
    await signInTo(page, person, `/t/${slug}/providers`);
    await page.getByRole("link", { name: `${slug} sign-in`, exact: true }).click();
    await page.getByRole("link", { name: "Edit settings" }).click();
    await page.getByLabel("Client id").fill("typed-client-id");
    await page.getByLabel("Client secret").fill("typed-secret-canary");
    await page.getByLabel("Secret ends on").fill("2031-05-06");
    await page.getByRole("checkbox", { name: /Trust every/ }).check();
    await endSessions(installation, slug, person.id);
    await page.getByRole("button", { name: "Save and test connection" }).click();
    await expect(page).toHaveURL(/\/auth\/msp\/signin\?callbackUrl=/);
    expect(page.url()).not.toContain("typed");
    await signInHere(page, person);
    await expect(page.getByText("the form is as you left it")).toBeVisible();
    await expect(page.getByLabel("Client id")).toHaveValue("typed-client-id");
    await expect(page.getByLabel("Secret ends on")).toHaveValue("2031-05-06");
    await expect(page.getByRole("checkbox", { name: /Trust every/ })).toBeChecked();
    await expect(page.getByLabel("Client secret")).toHaveValue("");
    expect(await page.content()).not.toContain("typed-secret-canary");

    const address = page.url();
    await page.getByLabel("Client secret").fill("typed-secret-canary");
    await page.getByRole("button", { name: "Save and test connection" }).click();
    await expect(page).toHaveURL(/\/edit#test$/);
    await page.goto(address);
    await expect(page.getByText("the form is as you left it"), "it was sent").toHaveCount(0);
  });

  test("another person who follows the link finds the form as it stands", async ({
    page,
    installation,
    newTenant,
  }) => {
    const { slug, people } = await newTenant({ providers: [], roles: ["admin"], people: 2 });
    const [one, two] = people;
    if (!one || !two) throw new Error("two people were asked for");
    await signInTo(page, one, `/t/${slug}/settings`);
    await page.getByLabel("Name", { exact: true }).fill("Typed by the first");
    await endSessions(installation, slug, one.id);
    await page.getByRole("button", { name: "Rename tenant" }).click();
    await signInHere(page, two);
    await expect(page).toHaveURL(/resume=/);
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue(`Tenant ${slug}`);
  });
});
