import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import { record } from "./support/installation.ts";

test("the pages of the log hold every event once, in order, and its filters count what they show", async ({
  page,
  installation,
  newTenant,
}) => {
  const { slug, people } = await newTenant({ providers: [], roles: ["admin"], people: 5 });
  const [admin] = people;
  if (!admin) throw new Error("people were made");
  await signInTo(page, admin, `/t/${slug}/audit-events?limit=4`);
  const ids = () =>
    page
      .locator("[data-row-id]")
      .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-row-id")));
  const read: (string | null)[] = [];
  const next = page.getByRole("link", { name: "Next" });
  for (;;) {
    const here = await ids();
    read.push(...here);
    if ((await next.count()) === 0) break;
    await next.click();
    await expect.poll(ids).not.toEqual(here);
  }
  const all = record(await installation.rest(`/v1/tenants/${slug}/audit-events?limit=100`));
  const items = (Array.isArray(all["items"]) ? all["items"] : []).map(record);
  expect(read).toEqual(items.map(({ id }) => id));
  expect(read.length).toBeGreaterThanOrEqual(8);

  await page.goto(`/t/${slug}/audit-events`);
  await page.getByRole("button", { name: "More filters" }).click();
  await page.getByLabel("Action", { exact: true }).fill("user.create");
  await page.getByLabel("To what: name or id").fill(people[1]?.email ?? "");
  await page.getByRole("button", { name: "Apply filters" }).click();
  await expect(page.locator("[data-row-id]")).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Audit log1");
  await page.getByRole("link", { name: /^To what: .*Remove this filter/ }).click();
  await expect(page.locator("[data-row-id]")).toHaveCount(people.length);
  await page.goto(`/t/${slug}/audit-events?action=no.such.action`);
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page.locator("[data-row-id]")).toHaveCount(read.length);
});

test("an event tells old and new values, copies as the JSON of the API, and leads to what it is about", async ({
  page,
  context,
  installation,
  newTenant,
}) => {
  const { slug, people } = await newTenant({ providers: [], roles: ["admin"], people: 2 });
  const [admin, other] = people;
  if (!admin || !other) throw new Error("two people were made");
  const path = `/v1/tenants/${slug}`;
  await installation.rest(`${path}/users/${other.id}`, {
    method: "PATCH",
    json: { name: "Grace Hopper" },
  });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signInTo(page, admin, `/t/${slug}/audit-events?action=user.update`);
  await page.getByRole("link", { name: "user.update", exact: true }).click();
  const drawer = page.getByRole("complementary", { name: "user.update" });
  await expect(drawer.getByText(`Old:${other.name}`)).toBeVisible();
  await expect(drawer.getByText("New:Grace Hopper")).toBeVisible();
  await expect(drawer.getByText("Old:", { exact: false })).toHaveCount(1);

  await drawer.getByRole("button", { name: "Copy the event as JSON" }).click();
  const copied: unknown = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  const listed = record(await installation.rest(`${path}/audit-events?action=user.update`));
  expect(listed["items"]).toEqual([expect.objectContaining(record(copied))]);

  await drawer.getByRole("link", { name: "All about it" }).click();
  await expect(page).toHaveURL(new RegExp(`target=${other.id}`));
  await expect(page.locator("[data-row-id]")).toHaveCount(2);
  await page.goBack();
  await drawer.getByRole("link", { name: other.email }).click();
  await expect(page).toHaveURL(`/t/${slug}/users/${other.id}`);
  await page.getByRole("link", { name: "All about them" }).click();
  await expect(page).toHaveURL(new RegExp(`target=${other.id}`));
});
