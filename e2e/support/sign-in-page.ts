import { expect, type Locator, type Page } from "@playwright/test";
import type { ProviderKind } from "./installation.ts";

export const kinds: readonly ProviderKind[] = ["google", "azure-ad", "oidc"];

/** What the page says of every sign-in that was started and failed. */
export const signInFailed = "We couldn't sign you in. Check your details and try again.";

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

export function passwordField(page: Page): Locator {
  return page.getByLabel("Password");
}

export function signInButton(page: Page): Locator {
  return page.getByRole("button", { name: "Sign in", exact: true });
}

/** The one error region; Next keeps another one for its own announcements. */
export function failureRegion(page: Page): Locator {
  return page.locator('main [role="alert"]');
}

/** Opens the sign-in page, at `callbackUrl` if there is one, and signs in by password. */
export async function signInByPassword(
  page: Page,
  person: { email: string; password: string },
  callbackUrl?: string,
): Promise<void> {
  const query = callbackUrl === undefined ? "" : `?${new URLSearchParams({ callbackUrl })}`;
  await page.goto(`/auth/msp/signin${query}`);
  await emailField(page).fill(person.email);
  await passwordField(page).fill(person.password);
  await signInButton(page).click();
}

/** Waits until exactly these providers' buttons are enabled. */
export async function expectLit(page: Page, lit: readonly ProviderKind[]): Promise<void> {
  for (const kind of kinds) {
    const button = providerButton(page, kind);
    if (lit.includes(kind)) await expect(button).toBeEnabled();
    else await expect(button).toBeDisabled();
  }
}
