import { expect, test } from "./support/fixtures.ts";
import { mailedLink } from "./support/mailed-link.ts";
import { signInByPassword } from "./support/sign-in-page.ts";

const newPassword = "a few unrelated words";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("a forgotten password is replaced by mail, signs every other browser out, and the link works once", async ({
      page,
      browser,
      installation,
      newTenant,
    }) => {
      const { person } = await newTenant({ providers: [] });
      const other = await (await browser.newContext()).newPage();
      await signInByPassword(other, person, "/account");
      await expect(other).toHaveURL("/account");

      await page.goto("/auth/msp/signin");
      await page.getByRole("link", { name: "Forgot your password?" }).click();
      await page.getByLabel("Work email").fill(person.email);
      await page.getByRole("button", { name: "Send reset link" }).click();
      await expect(page.getByRole("heading", { name: "Look into your mailbox" })).toBeVisible();

      const link = await mailedLink(installation, person.email);
      await page.goto(link);
      await page.getByLabel("New password").fill(newPassword);
      await page.getByRole("button", { name: "Set password and sign in" }).click();
      await expect(page.getByRole("heading", { level: 1, name: person.name })).toBeVisible();
      await other.reload();
      await expect(other).toHaveURL(/\/auth\/msp\/signin/);
      await page.goto(link);
      await expect(page.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
      await signInByPassword(other, { ...person, password: newPassword }, "/account");
      await expect(other).toHaveURL("/account");
      await other.context().close();
    });

    test("whether an address has a password is told to nobody who asks for a link", async ({
      page,
      installation,
      newTenant,
    }) => {
      const { person, domain } = await newTenant({ providers: [] });
      const said: string[] = [];
      for (const email of [person.email, `nobody@${domain}`, "nobody@nowhere.example"]) {
        await page.goto("/auth/msp/password-reset");
        await page.getByLabel("Work email").fill(email);
        await page.getByRole("button", { name: "Send reset link" }).click();
        await expect(page.getByRole("heading", { name: "Look into your mailbox" })).toBeVisible();
        said.push(`${new URL(page.url()).search} ${await page.locator("main").textContent()}`);
      }
      expect(new Set(said).size).toBe(1);
      await mailedLink(installation, person.email);
      const mailed = installation.smtp.messages.flatMap(({ to }) => to);
      expect(mailed).not.toContain(`nobody@${domain}`);
    });
  });
}
