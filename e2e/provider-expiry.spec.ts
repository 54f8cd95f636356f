import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";
import type { Installation } from "./support/installation.ts";
import { expectNoSidewaysScroll, watchComplaints } from "./support/page-quality.ts";

const DAY_MS = 86_400_000;

/** Notes the end of a tenant's Google secret. */
async function endIn(installation: Installation, slug: string, days: number): Promise<void> {
  const secretExpiresAt = new Date(Date.now() + days * DAY_MS).toISOString();
  const path = `/v1/tenants/${slug}/providers/google`;
  const client = { clientId: "board", clientSecret: "a secret of the board", secretExpiresAt };
  await installation.rest(path, { method: "PUT", json: client });
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "JavaScript off", () => {
    test.use({ javaScriptEnabled });

    test("the board lists ending secrets, filters and finds them, and leads to the provider", async ({
      page,
      installation,
      newTenant,
    }) => {
      const [ended, soon, far] = [
        await newTenant({ providers: ["google"] }),
        await newTenant({ providers: ["google"] }),
        await newTenant({ providers: ["google"] }),
      ];
      await endIn(installation, soon.slug, 5.5);
      await endIn(installation, far.slug, 45);
      await endIn(installation, ended.slug, -2);

      await signInTo(page, installation.operator, "/platform/provider-expiry");
      const row = (name: string) => page.getByRole("row").filter({ hasText: name });
      await expect(row(soon.name)).toContainText("Ends in 6 days");
      await expect(row(far.name)).toContainText("Ends in 45 days");
      await expect(row(ended.name)).toContainText("Ended");
      await expect(page.getByRole("link", { name: /Secret expiry.*within 7 days/ })).toBeVisible();

      await page.goto("/platform/provider-expiry?withinDays=7");
      await expect(row(soon.name)).toBeVisible();
      await expect(row(ended.name)).toBeVisible();
      await expect(row(far.name)).toHaveCount(0);
      await page.goto("/platform/provider-expiry?withinDays=0");
      await expect(row(ended.name)).toBeVisible();
      await expect(row(soon.name)).toHaveCount(0);

      await page.goto("/platform/provider-expiry");
      await page.getByRole("searchbox").fill(far.slug);
      await page.getByRole("searchbox").press("Enter");
      await expect(page).toHaveURL(/search=/);
      await expect(row(far.name)).toBeVisible();
      await expect(row(soon.name)).toHaveCount(0);
      await row(far.name).getByRole("link", { name: "Google" }).click();
      await expect(page).toHaveURL(new RegExp(`/t/${far.slug}/providers/[0-9a-f-]{36}$`));
    });

    test("a tenant's first domain is suggested from its first admin, and claimed with one press", async ({
      page,
      installation,
    }) => {
      const slug = `s-${crypto.randomUUID()}`;
      const domain = `${slug}.example`;
      await installation.rest("/v1/tenants", { json: { slug, name: slug } });
      const person = { email: `ada@${domain}`, name: "Ada", password: "the password of an admin" };
      const json = { ...person, roles: ["admin"] };
      await installation.rest(`/v1/tenants/${slug}/users`, { json });
      await signInTo(page, person, `/t/${slug}`);
      const claim = page.getByRole("button", { name: `Claim ${domain}` });
      await expect(claim).toBeVisible();
      await page.goto(`/t/${slug}/login-domains`);
      await expect(page.getByRole("heading", { name: `Start with ${domain}` })).toBeVisible();
      await claim.click();
      await expect(page).toHaveURL(`/t/${slug}/login-domains/${domain}`);
      for (const path of [`/t/${slug}`, `/t/${slug}/login-domains`]) {
        await page.goto(path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await expect(claim).toHaveCount(0);
      }
    });
  });
}

test("the board and the suggestion are accessible in both themes, and fit every width", async ({
  page,
  installation,
  newTenant,
  expectAccessible,
}) => {
  test.setTimeout(240_000);
  const tenant = await newTenant({ providers: ["google"] });
  await endIn(installation, tenant.slug, 20);
  const slug = `s-${crypto.randomUUID()}`;
  const email = `ada@a-rather-long-name-that-somebody-did-register.${slug}.example`;
  await installation.rest("/v1/tenants", { json: { slug, name: "Northwind" } });
  await installation.rest(`/v1/tenants/${slug}/users`, {
    json: { email, name: "Ada", roles: ["admin"] },
  });
  const complaints = watchComplaints(page);
  await signInTo(page, installation.operator, "/platform/provider-expiry");
  const board = "/platform/provider-expiry";
  const paths = [board, `${board}?search=nothing-fits`, `/t/${slug}`, `/t/${slug}/login-domains`];
  for (const path of paths) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const width of [1280, 768, 320]) {
        await page.setViewportSize({ width, height: 720 });
        await page.goto(path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      }
    }
  }
  expect(complaints).toEqual([]);
});
