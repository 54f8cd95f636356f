import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { failureRegion, signInByPassword } from "./support/sign-in-page.ts";

const newPassword = "a few unrelated words";

test("a changed name is greeted at once, and Undo brings the old one back", async ({
  page,
  newTenant,
}) => {
  const { person } = await newTenant({ providers: [] });
  await signInTo(page, person, "/account");
  const title = page.getByRole("heading", { level: 1 });
  await page.getByLabel("Name", { exact: true }).fill("  ");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByText("Enter a name.")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Ada <b>Lovelace</b>");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(title).toHaveText("Ada <b>Lovelace</b>");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(title).toHaveText(person.name);
});

test("a new password needs the old one, signs the others out and is mailed", async ({
  page,
  browser,
  installation,
  newTenant,
}) => {
  const { person } = await newTenant({ providers: [] });
  const other = await (await browser.newContext()).newPage();
  await signInTo(other, person, "/account");
  await signInTo(page, person, "/account");
  const current = page.getByLabel("Current password");
  await current.fill("not the password");
  await page.getByLabel("New password").fill(newPassword);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(current).toHaveAttribute("aria-invalid", "true");
  await expect(current).toBeFocused();
  await current.fill(person.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Changed your password. Signed out 1 other session.")).toBeVisible();
  await expect(current, "the form is empty again").toHaveValue("");
  await installation.smtp.waitForMail(({ to, text }) =>
    to.includes(person.email) ? /password/i.test(text) : false,
  );

  await other.reload();
  await signInByPassword(other, person, "/account");
  await expect(failureRegion(other)).toContainText("Request");
  await signInByPassword(other, { ...person, password: newPassword }, "/account");
  await expect(other).toHaveURL("/account");
  await page.reload();
  await expect(page).toHaveURL("/account");
  await other.context().close();
});

test("one other browser is signed out, or all of them, and never this one", async ({
  page,
  browser,
  newTenant,
}) => {
  const { person } = await newTenant({ providers: [] });
  await signInTo(page, person, "/account");
  const others = await Promise.all(
    ["curl/8.11.0", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"].map(
      async (userAgent) => (await browser.newContext({ userAgent })).newPage(),
    ),
  );
  const [curl, firefox] = others;
  if (!curl || !firefox) throw new Error("two contexts were made");
  for (const each of others) await signInTo(each, person, "/account");
  await page.reload();
  const rows = page.getByRole("table", { name: "Your sessions" }).locator("tbody tr");
  await expect(rows).toHaveCount(3);
  await page.getByRole("button", { name: "Sign out curl" }).click();
  await expect(rows).toHaveCount(2);
  await curl.reload();
  await expect(curl).toHaveURL(/\/auth\/msp\/signin/);
  await firefox.reload();
  await expect(firefox).toHaveURL("/account");

  await page.getByRole("button", { name: "Sign out others" }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("This device");
  await firefox.reload();
  await expect(firefox).toHaveURL(/\/auth\/msp\/signin/);
  await page.reload();
  await expect(page).toHaveURL("/account");
  for (const each of others) await each.context().close();
});
