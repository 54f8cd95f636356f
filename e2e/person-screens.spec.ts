import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { signInOverHttp } from "./support/http-sign-in.ts";
import { record } from "./support/installation.ts";
import { mailedLink } from "./support/mailed-link.ts";
import { failureRegion, signInByPassword } from "./support/sign-in-page.ts";

test("who is invited chooses a password, comes in, and the link works no second time", async ({
  page,
  browser,
  installation,
  newTenant,
}) => {
  const { slug, person: admin, domain } = await newTenant({ providers: [], roles: ["admin"] });
  await signInTo(page, admin, `/t/${slug}/users/new`);
  const email = `ada@${domain}`;
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.getByLabel("Work email").fill("not an address");
  await page.getByRole("button", { name: "Send invitation" }).click();
  const field = page.getByLabel("Work email");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toBeFocused();
  await expect(page.getByLabel("Name")).toHaveValue("Ada Lovelace");
  await field.fill(email);
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Ada Lovelace");
  await expect(page.getByText("Invited", { exact: true })).toBeVisible();

  const first = await mailedLink(installation, email);
  await page.getByRole("button", { name: "Send invitation again" }).click();
  await expect(page.getByText(`Sent a new invitation to ${email}.`)).toBeVisible();
  const second = await mailedLink(installation, email, [first]);
  const guest = await (await browser.newContext()).newPage();
  await guest.goto(first);
  await expect(guest.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  await guest.goto(second);
  await expect(guest.getByLabel("Work email")).toHaveValue(email);
  await guest.getByLabel("New password").fill("a few unrelated words");
  await guest.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(guest.getByRole("heading", { level: 1, name: "Ada Lovelace" })).toBeVisible();
  await guest.goto(second);
  await expect(guest.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Send password reset" })).toBeVisible();
  await guest.context().close();
});

test("roles are saved as they are chosen, and Undo gives the old ones back", async ({
  page,
  installation,
  newTenant,
}) => {
  const { slug, people } = await newTenant({ providers: [], roles: ["admin"], people: 2 });
  const [admin, other] = people;
  if (!admin || !other) throw new Error("two people were made");
  await signInTo(page, admin, `/t/${slug}/users/${other.id}`);
  const read = async () => record(await installation.rest(`/v1/tenants/${slug}/users/${other.id}`));
  await page.getByRole("checkbox", { name: "Auditor" }).check();
  await page.getByRole("checkbox", { name: "Admin" }).uncheck();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect.poll(read).toMatchObject({ roles: ["auditor"] });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(read).toMatchObject({ roles: ["admin"] });
});

test("a suspension ends the person's sessions, and Undo lets them in again", async ({
  page,
  browser,
  newTenant,
}) => {
  const { slug, people } = await newTenant({ providers: [], roles: ["admin"], people: 2 });
  const [admin, other] = people;
  if (!admin || !other) throw new Error("two people were made");
  const theirs = await (await browser.newContext()).newPage();
  await signInTo(theirs, other, "/account");
  await signInTo(page, admin, `/t/${slug}/users/${other.id}`);
  await page.getByRole("button", { name: "Suspend person" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Suspended");
  await expect(page.getByText("Not signed in anywhere.")).toBeVisible();
  await theirs.reload();
  await expect(theirs).toHaveURL(/\/auth\/msp\/signin/);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Active");
  await signInByPassword(theirs, other, "/account");
  await expect(theirs).toHaveURL("/account");

  await page.reload();
  await page.getByRole("link", { name: "End all sessions" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End all sessions" }).click();
  await expect(page.getByText("Not signed in anywhere.")).toBeVisible();
  await theirs.reload();
  await expect(theirs).toHaveURL(/\/auth\/msp\/signin/);
  await theirs.context().close();
});

test("a linked account is unlinked after a word of warning, and the next sign-in links it anew", async ({
  page,
  installation,
  visitorAddress,
  newTenant,
}) => {
  const { slug, people } = await newTenant({ roles: ["admin"], people: 2, providers: ["google"] });
  const [admin, other] = people;
  if (!admin || !other) throw new Error("two people were made");
  const attempt = { kind: "google", email: other.email, callbackUrl: "/account" } as const;
  await signInOverHttp(installation, visitorAddress, attempt);
  await signInTo(page, admin, `/t/${slug}/users/${other.id}`);
  await page.getByRole("link", { name: /Unlink the account/ }).click();
  await expect(page).toHaveURL(/dialog=unlink/);
  await page.reload();
  const dialog = page.getByRole("dialog", { name: "Unlink this account?" });
  await expect(dialog).toContainText("The sessions that it started end.");
  await dialog.getByRole("button", { name: "Unlink account" }).click();
  await expect(page.getByText("None yet. The first sign-in through a provider")).toBeVisible();
  await expect(page.getByText("Not signed in anywhere.")).toBeVisible();
  await expect(page).toHaveURL(`/t/${slug}/users/${other.id}`);

  const { landing } = await signInOverHttp(installation, visitorAddress, attempt);
  expect(landing.address.pathname).toBe("/account");
  await page.reload();
  await expect(page.getByRole("link", { name: /Unlink the account/ })).toBeVisible();
});

test("a person is deleted only by the typed address, and Back leads to no trace of them", async ({
  page,
  newTenant,
}) => {
  const { slug, people } = await newTenant({ providers: [], roles: ["admin"], people: 2 });
  const [admin, other] = people;
  if (!admin || !other) throw new Error("two people were made");
  const path = `/t/${slug}/users/${other.id}`;
  await signInTo(page, admin, path);
  await page.getByRole("link", { name: "Delete person" }).click();
  const button = page.getByRole("dialog").getByRole("button", { name: "Delete person" });
  await expect(button).toBeDisabled();
  await page.getByLabel(/^Type/).fill(admin.email);
  await expect(button).toBeDisabled();
  await page.getByLabel(/^Type/).fill(other.email);
  await button.click();
  await expect(page).toHaveURL(`/t/${slug}/users`);
  await expect(page.getByText(`Deleted ${other.email}.`)).toBeVisible();
  await expect(page.getByRole("link", { name: other.name })).toHaveCount(0);
  await page.goBack();
  await expect(page.getByText(other.name)).toHaveCount(0);
  expect((await page.goto(path))?.status()).toBe(404);
});

test("a reset that an admin sends sets a new password, and the old one opens nothing", async ({
  page,
  browser,
  installation,
  newTenant,
}) => {
  const { slug, people } = await newTenant({ providers: [], roles: ["admin"], people: 2 });
  const [admin, other] = people;
  if (!admin || !other) throw new Error("two people were made");
  await signInTo(page, admin, `/t/${slug}/users/${other.id}`);
  await page.getByRole("button", { name: "Send password reset" }).click();
  await expect(page.getByText(`Sent a reset link to ${other.email}.`)).toBeVisible();
  const theirs = await (await browser.newContext()).newPage();
  await theirs.goto(await mailedLink(installation, other.email));
  await theirs.getByLabel("New password").fill("short");
  await theirs.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(theirs.getByLabel("New password")).toBeFocused();
  await theirs.getByLabel("New password").fill("other unrelated words");
  await theirs.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(theirs).toHaveURL(`/t/${slug}`);
  await theirs.context().clearCookies();
  await signInByPassword(theirs, other, "/account");
  await expect(failureRegion(theirs)).toContainText("Request");
  await signInByPassword(theirs, { ...other, password: "other unrelated words" }, "/account");
  await expect(theirs).toHaveURL("/account");
  await theirs.context().close();
});
