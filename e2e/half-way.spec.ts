import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";

const script = "**/_next/static/chunks/**";

test("a form whose scripts never arrived posts all the same", async ({
  page,
  installation,
  newTenant,
}) => {
  const { slug } = await newTenant({ providers: [] });
  await signInTo(page, installation.operator, "/platform/tenants");
  await page.route(script, (route) => route.abort());
  await page.goto(`/t/${slug}/settings`);
  await page.getByLabel("Name", { exact: true }).fill("Posted without a script");
  await page.getByRole("button", { name: "Rename tenant" }).click();
  await expect(page.getByText("Renamed the tenant.")).toBeVisible();
  expect(await installation.rest(`/v1/tenants/${slug}`)).toMatchObject({
    name: "Posted without a script",
  });
});

test("a form whose request fails half-way keeps all, secrets too, and is sent again", async ({
  page,
  installation,
  newTenant,
}) => {
  const { slug } = await newTenant({ providers: ["oidc"] });
  await signInTo(page, installation.operator, `/t/${slug}/providers`);
  await page.getByRole("link", { name: `${slug} sign-in`, exact: true }).click();
  await page.getByRole("link", { name: "Edit settings" }).click();
  const secret = page.getByLabel("Client secret");
  await secret.fill("typed secret");
  await page.route("**/providers/**", (route) =>
    route.request().method() === "POST" ? route.abort() : route.fallback(),
  );
  const save = page.getByRole("button", { name: "Save and test connection" });
  await save.click();
  await expect(page.getByText(/Gatehouse did not answer/)).toBeVisible();
  await expect(secret).toHaveValue("typed secret");
  await page.unroute("**/providers/**");
  await save.click();
  await expect(page.getByText("Saved, but the test failed")).toBeVisible();
});

test("two forms of one page have no id in common, and each label names its own field", async ({
  page,
  installation,
  newTenant,
}) => {
  const { slug, person } = await newTenant({ providers: ["google"] });
  await signInTo(page, installation.operator, "/platform/tenants");
  for (const path of [
    `/platform/tenants?peek=${slug}&dialog=delete&target=${slug}`,
    `/t/${slug}/settings`,
    `/t/${slug}/users/${person.id}?dialog=delete`,
    "/account",
  ]) {
    await page.goto(path);
    const twice = await page.locator("[id]").evaluateAll((all) => {
      const ids = all.map((one) => one.id);
      return ids.filter((id, at) => ids.indexOf(id) !== at);
    });
    expect(twice, path).toEqual([]);
  }
});
