import { signInTo } from "./support/console.ts";
import { expect, test } from "./support/fixtures.ts";

test("a record at the DNS server verifies a domain without a reload, and a wrong one is shown", async ({
  page,
  installation,
  newTenant,
}) => {
  test.setTimeout(60_000);
  const { slug, person } = await newTenant({ providers: ["google"], roles: ["admin"] });
  await signInTo(page, person, `/t/${slug}/login-domains/new`);
  const domain = `${slug}-live.com`;
  await page.getByLabel("Domain", { exact: true }).fill(domain);
  await page.getByRole("button", { name: "Claim domain" }).click();
  await expect(page).toHaveURL(`/t/${slug}/login-domains/${domain}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Pending");

  const host = `_gatehouse-challenge.${domain}`;
  await expect(page.getByText(host, { exact: true }).first()).toBeVisible();
  const value = await page.locator("dd code", { hasText: "gatehouse-verification=" }).textContent();
  installation.dns.setTxt(host, ["gatehouse-verification=of-somebody-else"]);
  await expect(page.getByText("gatehouse-verification=of-somebody-else")).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Wrong record");

  installation.dns.setTxt(host, [value ?? ""]);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Verified", {
    timeout: 15_000,
  });
});

test("a refused domain stays typed, with its reason beside it and the focus on it", async ({
  page,
  newTenant,
}) => {
  const { slug, person } = await newTenant({ providers: [], roles: ["admin"] });
  await signInTo(page, person, `/t/${slug}/login-domains/new`);
  const field = page.getByLabel("Domain", { exact: true });
  await field.fill("gmail.com");
  await page.getByRole("button", { name: "Claim domain" }).click();
  await expect(page.getByText("gives addresses to anyone")).toBeVisible();
  await expect(field).toHaveValue("gmail.com");
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("aria-invalid", "true");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a domain is claimed, deactivated and removed by plain forms", async ({
    page,
    newTenant,
  }) => {
    const { slug, person } = await newTenant({ providers: [], roles: ["admin"] });
    await signInTo(page, person, `/t/${slug}/login-domains/new`);
    const field = page.getByLabel("Domain", { exact: true });
    await field.fill("gmail.com");
    await page.getByRole("button", { name: "Claim domain" }).click();
    await expect(page.getByText("gives addresses to anyone").first()).toBeVisible();
    await expect(field).toHaveValue("gmail.com");

    const domain = `${slug}-plain.com`;
    await field.fill(domain);
    await page.getByRole("button", { name: "Claim domain" }).click();
    await expect(page).toHaveURL(`/t/${slug}/login-domains/${domain}`);
    await page.getByRole("link", { name: "Deactivate domain" }).click();
    await page.getByRole("button", { name: `Deactivate ${domain}` }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Deactivated");
    await page.getByRole("link", { name: "Remove domain" }).click();
    await page.getByRole("button", { name: `Remove ${domain}` }).click();
    await expect(page).toHaveURL(`/t/${slug}/login-domains`);
    await expect(page.getByText(domain)).toHaveCount(0);
  });
});
