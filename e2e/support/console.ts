import type { Page } from "@playwright/test";
import { emailField } from "./sign-in-page.ts";

/** Signs in with a password and lands at `path`. */
export async function signInTo(
  page: Page,
  person: { email: string; password: string },
  path: string,
): Promise<void> {
  await page.goto(`/auth/msp/signin?${new URLSearchParams({ callbackUrl: path })}`);
  await emailField(page).fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => `${url.pathname}${url.search}` === path);
}
