import { expect, type Locator, type Page } from "@playwright/test";
import type { Upstream } from "#demo/upstream/types.ts";
import type { SmtpSink } from "./smtp-server.ts";

/**
 * What a newcomer does on one screen each, by nothing but what stands on it: no address is typed, and
 * nothing is known that the screen before did not say.
 */

/** The screen with this title is there. */
export async function onScreen(page: Page, title: string | RegExp): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

/** Goes to a screen by the sidebar. */
export async function goByNavigation(page: Page, entry: string): Promise<void> {
  const sidebar = page.getByRole("navigation", { name: "Console" });
  await sidebar.getByRole("link", { name: entry, exact: true }).click();
}

/** Opens the printed link and makes the first operator. */
export async function becomeOperator(
  page: Page,
  setupLink: string,
  me: { name: string; email: string; password: string },
): Promise<void> {
  await page.goto(setupLink);
  await onScreen(page, "Set up Gatehouse");
  await page.getByLabel("Your name").fill(me.name);
  await page.getByLabel("Work email").fill(me.email);
  await page.getByLabel("Password").fill(me.password);
  await page.getByRole("button", { name: "Create operator" }).click();
}

/** Fills the form of an invitation, and waits until it is on its way. */
export async function invite(
  page: Page,
  person: { name: string; email: string },
  role: "Admin" | "Member",
): Promise<void> {
  await onScreen(page, "Invite a person");
  await page.getByLabel("Name", { exact: true }).fill(person.name);
  await page.getByLabel("Work email").fill(person.email);
  await page.getByRole("checkbox", { name: role }).check();
  await page.getByRole("button", { name: "Send invitation" }).click();
  await onScreen(page, new RegExp(person.name));
  await expect(page.getByText("Invited. The mail is on its way.")).toBeVisible();
}

/** Opens the link in the mail to this address, as its text shows it. */
export async function openMail(page: Page, smtp: SmtpSink, email: string): Promise<void> {
  const mail = await smtp.waitForMail(({ to }) => to.includes(email));
  const link = /https?:\/\/\S+/.exec(mail.text)?.[0];
  if (link === undefined) throw new Error(`no link in: ${mail.text}`);
  await page.goto(link);
}

/** Presses a copy button; what the clipboard holds then. */
export async function copied(page: Page, name: string): Promise<string> {
  const button = page.getByRole("button", { name });
  return await copiedBy(page, button, () => button.click());
}

/** The same for a button that is pressed in another way. */
export async function copiedBy(
  page: Page,
  button: Locator,
  press: () => Promise<void>,
): Promise<string> {
  await press();
  await expect(button).toHaveText("Copied");
  return await page.evaluate(() => navigator.clipboard.readText());
}

/**
 * Follows the guide of an own OpenID Provider: registers a client there with the copied callback,
 * and enters here what the provider gave out.
 */
export async function followProviderGuide(
  page: Page,
  upstream: Upstream,
  client: { clientId: string; clientSecret: string },
): Promise<void> {
  await onScreen(page, "Connect a provider");
  await page.getByRole("link", { name: "Your own OpenID Provider" }).click();
  await onScreen(page, "Connect your OpenID Provider");
  const callback = await copied(page, "Copy the callback address");
  upstream.addClient({
    clientId: client.clientId,
    clientSecrets: [client.clientSecret],
    redirectUris: [callback],
  });
  await page.getByLabel("Name", { exact: true }).fill("Contoso accounts");
  await page.getByLabel("Issuer").fill(upstream.issuer);
  await page.getByLabel("Client id").fill(client.clientId);
  await page.getByLabel("Client secret").fill(client.clientSecret);
  await page.getByRole("button", { name: "Save and test connection" }).click();
  await onScreen(page, /Contoso accounts.*Ready/);
}
