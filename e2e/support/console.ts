import type { BrowserContext, Page } from "@playwright/test";
import { emailField } from "./sign-in-page.ts";

type SessionCookie = Awaited<ReturnType<BrowserContext["cookies"]>>[number];

/** One session an installation: an account may be tried ten times in a quarter of an hour. */
const operatorSessions = new Map<string, SessionCookie>();

/** Opens `path` as the installation's operator, who signs in once for all tests of a worker. */
async function openAsOperator(page: Page, path: string): Promise<boolean> {
  await page.goto("/auth/msp/signin");
  const kept = operatorSessions.get(new URL(page.url()).origin);
  if (!kept) return false;
  await page.context().addCookies([kept]);
  await page.goto(path);
  const at = new URL(page.url());
  return `${at.pathname}${at.search}` === path;
}

/** Signs in with a password and lands at `path`. */
export async function signInTo(
  page: Page,
  person: { email: string; password: string },
  path: string,
): Promise<void> {
  const isOperator = person.email.startsWith("operator@");
  if (isOperator && (await openAsOperator(page, path))) return;
  await page.goto(`/auth/msp/signin?${new URLSearchParams({ callbackUrl: path })}`);
  await emailField(page).fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => `${url.pathname}${url.search}` === path);
  if (!isOperator) return;
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name === "gatehouse_session");
  if (session) operatorSessions.set(new URL(page.url()).origin, session);
}
