import type { Locator, Page } from "@playwright/test";
import type { ProviderKind } from "./installation.ts";

export const providerLabels: Record<ProviderKind, string> = {
  google: "Continue with Google",
  "azure-ad": "Continue with Microsoft",
  oidc: "Continue with company sign-in",
};

export function emailField(page: Page): Locator {
  return page.getByLabel("Work email");
}

export function providerButton(page: Page, kind: ProviderKind): Locator {
  return page.getByRole("button", { name: providerLabels[kind] });
}

/** Opens the sign-in page, types the email and starts the provider that discovery enables. */
export async function signInThrough(
  page: Page,
  kind: ProviderKind,
  email: string,
  callbackUrl = "/account",
): Promise<void> {
  await page.goto(`/auth/msp/signin?${new URLSearchParams({ callbackUrl })}`);
  await emailField(page).fill(email);
  // Playwright waits here until the button is enabled.
  await providerButton(page, kind).click();
}
