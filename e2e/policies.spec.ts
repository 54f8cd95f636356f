import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { record } from "./support/installation.ts";

test("an admin keeps everyone but one role away from a client, and sees who decides", async ({
  page,
  installation,
  newTenant,
  expectAccessible,
}) => {
  const { slug, person } = await newTenant({ providers: [], roles: ["admin"] });
  const base = `/v1/tenants/${slug}`;
  const client = {
    name: "Billing",
    redirectUris: ["https://billing.example/callback"],
    tags: ["money"],
  };
  const made = record(await installation.rest(`${base}/sso-clients`, { json: client }));
  const member = { email: `member@${slug}.example`, name: "Mia Member", roles: ["member"] };
  await installation.rest(`${base}/users`, { json: member });

  await signInTo(page, installation.operator, `/t/${slug}/policies`);
  await expect(page.getByText("No policies yet")).toBeVisible();
  await page.getByRole("link", { name: "Add policy" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("Money is for admins");
  await page.getByRole("checkbox", { name: /^Admin/ }).check();
  await page.getByLabel("Client tags").fill("money");
  await page.getByRole("textbox", { name: "Networks" }).fill("office");
  await page.getByRole("button", { name: "Add policy" }).click();
  await expect(page.getByText("This is no network.")).toBeVisible();
  await expect(page.getByLabel("Client tags")).toHaveValue("money");
  await page.getByRole("textbox", { name: "Networks" }).fill("");
  await page.getByRole("button", { name: "Add policy" }).click();
  await expect(page).toHaveURL(`/t/${slug}/policies`);
  await expect(page.getByRole("link", { name: "Money is for admins", exact: true })).toBeVisible();

  await page.getByRole("radio", { name: /^Deny/ }).check();
  await page.getByRole("button", { name: "Save default" }).click();
  await expect(page.getByText("Saved the default.")).toBeVisible();

  const ask = async (email: string) => {
    await page.getByLabel("Email address").fill(email);
    await page.getByLabel("Client id").fill(String(made["clientId"]));
    await page.getByRole("button", { name: "Explain" }).click();
  };
  await ask(member.email);
  await expect(page.getByText("Mia Member may not use Billing.")).toBeVisible();
  await expect(page.getByText("Not about this person")).toBeVisible();
  await expectAccessible(page);
  await ask(person.email);
  await expect(page.getByText('The policy "Money is for admins" decides.')).toBeVisible();
});

test("a policy is deleted after it was said what that means, also without JavaScript", async ({
  browser,
  installation,
  newTenant,
}) => {
  const { slug } = await newTenant({ providers: [], roles: ["admin"] });
  const rule = { name: "Night <b>owls</b> 🦉", effect: "deny", networks: ["203.0.113.0/24"] };
  await installation.rest(`/v1/tenants/${slug}/policies`, { json: rule });
  const context = await browser.newContext({
    baseURL: installation.product.baseUrl,
    javaScriptEnabled: false,
    viewport: { width: 320, height: 700 },
  });
  const page = await context.newPage();
  await signInTo(page, installation.operator, `/t/${slug}/policies`);
  await page.getByRole("link", { name: rule.name, exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Networks" })).toHaveValue("203.0.113.0/24");
  await page.getByRole("link", { name: "Delete policy" }).click();
  await expect(page.getByText("refuses nobody any more")).toBeVisible();
  await page.getByRole("button", { name: "Delete policy" }).click();
  await expect(page.getByText("No policies yet")).toBeVisible();
  await context.close();
});
