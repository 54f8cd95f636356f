import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import type { Installation } from "./support/installation.ts";
import { record } from "./support/installation.ts";

/** As many people as take more than one page and more than one batch. */
async function crowd(installation: Installation, slug: string, domain: string, count: number) {
  for (let nth = 0; nth < count; nth += 1) {
    const json = { email: `crowd${nth}@${domain}`, name: `Crowd ${nth}`, roles: ["member"] };
    await installation.rest(`/v1/tenants/${slug}/users`, { json });
  }
}

async function statusesOf(installation: Installation, slug: string): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: unknown = ""; typeof cursor === "string"; ) {
    const query = new URLSearchParams({ limit: "100", ...(cursor && { cursor }) });
    const page = record(await installation.rest(`/v1/tenants/${slug}/users?${query}`));
    const items = Array.isArray(page["items"]) ? page["items"] : [];
    found.push(...items.map((item) => String(record(item)["status"])));
    cursor = page["nextCursor"];
  }
  return found;
}

test("all that match are suspended in batches, one by one, and who cannot be is named", async ({
  page,
  installation,
  newTenant,
}) => {
  test.setTimeout(90_000);
  const { slug, domain, person } = await newTenant({ providers: [], roles: ["admin"] });
  await crowd(installation, slug, domain, 119);
  await signInTo(page, person, `/t/${slug}/users`);
  await page.getByRole("checkbox", { name: "Choose all rows of this page" }).check();
  await expect(page.getByText("50 selected")).toBeVisible();
  await page.getByRole("button", { name: "Select all 120 matching" }).click();
  await page.getByRole("button", { name: "Suspend all 120 people" }).click();
  await page.getByRole("button", { name: "Yes, suspend 120 people" }).click();
  await expect(page.getByText("Suspended 119 of 120 people, 1 not.")).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByRole("listitem").filter({ hasText: person.email })).toContainText(
    "You cannot suspend yourself.",
  );
  const statuses = await statusesOf(installation, slug);
  expect(statuses.filter((status) => status === "suspended")).toHaveLength(119);
  const events = record(
    await installation.rest(`/v1/tenants/${slug}/audit-events?action=user.suspend&count=true`),
  );
  expect(events["total"], "one event each").toMatchObject({ value: 119 });
});

test("only what the filters match is changed", async ({ page, installation, newTenant }) => {
  const { slug, domain } = await newTenant({ providers: [], roles: ["admin"] });
  await crowd(installation, slug, domain, 120);
  await signInTo(page, installation.operator, `/t/${slug}/users?role=member&status=active`);
  await page.getByRole("checkbox", { name: "Choose all rows of this page" }).check();
  await page.getByRole("button", { name: "Select all 120 matching" }).click();
  await page.getByRole("button", { name: "Suspend all 120 people" }).click();
  await page.getByRole("button", { name: "Yes, suspend 120 people" }).click();
  await expect(page.getByText("Suspended 120 people.").first()).toBeVisible({ timeout: 15_000 });
  const statuses = await statusesOf(installation, slug);
  expect(
    statuses.filter((status) => status === "active"),
    "the admin",
  ).toHaveLength(1);
});
