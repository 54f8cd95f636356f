import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { record } from "./support/installation.ts";

test("a person's page ticks exactly the roles they have, and a new name changes none of them", async ({
  page,
  installation,
  newTenant,
}) => {
  const { slug, person } = await newTenant({ providers: [], roles: ["admin", "member"] });
  const path = `/v1/tenants/${slug}/users/${person.id}`;
  await signInTo(page, installation.operator, `/t/${slug}/users/${person.id}`);
  const ticked = page
    .getByRole("group", { name: "Roles" })
    .getByRole("checkbox", { checked: true });
  // A palette that opens says that the page's scripts run.
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(ticked).toHaveCount(2);

  await page.getByLabel("Name", { exact: true }).fill("Another Name");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Saved Another Name.").or(page.getByText("Undo"))).toBeVisible();
  const saved = record(await installation.rest(path));
  expect(saved["name"]).toBe("Another Name");
  expect(saved["roles"]).toEqual(["admin", "member"]);
});
