import { setTimeout as sleep } from "node:timers/promises";
import { type HttpBrowser, startHttpBrowser } from "#e2e/support/http-browser.ts";
import {
  type Installation,
  type InstallationOptions,
  type ProviderKind,
  record,
  startInstallation,
} from "#e2e/support/installation.ts";

const operator = {
  email: "operator@gatehouse.example",
  name: "Test operator",
  password: "the password of the test operator",
};

/** An installation that takes a visitor's address from `x-forwarded-for`, for the rate limits. */
export function startFaultInstallation(
  env: Readonly<Record<string, string>> = {},
  options: Partial<InstallationOptions> = {},
): Promise<Installation> {
  const trusted = { TRUSTED_PROXIES: "127.0.0.0/8,::1/128", ...env };
  return startInstallation({ operator, upstream: { autoSignIn: true }, ...options, env: trusted });
}

let visitors = 0;

/** An address that nobody had before. */
export function newAddress(): string {
  visitors += 1;
  return `198.18.${Math.floor(visitors / 250) % 256}.${(visitors % 250) + 1}`;
}

export type FormAnswer = {
  status: number;
  headers: Headers;
  /** The cookie of a session, as a request sends it. */
  session: string | null;
  requestId: string;
  text: string;
};

/** Posts the sign-in form by password, as a browser without scripts does. */
export async function signInByPassword(
  baseUrl: string,
  person: { email: string; password: string },
): Promise<FormAnswer> {
  const response = await fetch(`${baseUrl}/auth/msp/signin`, {
    method: "POST",
    redirect: "manual",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: baseUrl,
      "x-forwarded-for": newAddress(),
    },
    body: new URLSearchParams({ username: person.email, password: person.password }),
  });
  const { status, headers } = response;
  const session = headers.getSetCookie().find((line) => /^gatehouse_session=[^;]/.test(line));
  return {
    status,
    headers,
    session: session?.split(";", 1)[0] ?? null,
    requestId: headers.get("x-request-id") ?? "",
    text: await response.text(),
  };
}

/** The account page as the bearer of a session sees it; a redirect means signed out. */
export function openAccount(baseUrl: string, session: string): Promise<Response> {
  return fetch(`${baseUrl}/account`, { headers: { cookie: session }, redirect: "manual" });
}

type Meanwhile = () => Promise<unknown>;

export type ProviderVisit = {
  browser: HttpBrowser;
  /** Where the provider's answer made the browser go. */
  landing: URL;
  /** The cookie of a session, as a request sends it. */
  session: string | null;
};

/**
 * Discovers, resolves and follows every redirect until a page of ours, which is not asked for.
 *
 * @param meanwhile done between resolve and the start, and between the provider and our callback
 * @throws Error when the sign-in could not be started
 */
export async function signInByProvider(
  baseUrl: string,
  attempt: { kind: ProviderKind; email: string },
  meanwhile: { beforeStart?: Meanwhile; beforeCallback?: Meanwhile } = {},
): Promise<ProviderVisit> {
  const own = { "x-forwarded-for": newAddress() };
  const browser = startHttpBrowser(`${baseUrl}/a`, own);
  const { kind: provider, email } = attempt;
  await ask(browser, `${baseUrl}/api/auth/msp/sso/discover`, { email });
  const resolve = `${baseUrl}/api/auth/msp/sso/resolve`;
  const callbackUrl = "/account";
  const { url } = record(await ask(browser, resolve, { provider, email, callbackUrl }));
  if (typeof url !== "string") throw new Error("the sign-in could not be started");
  await meanwhile.beforeStart?.();
  const started = await redirectOf(browser, new URL(url, baseUrl).href);
  let landing = started;
  if (!started.href.startsWith(baseUrl)) {
    const { address } = await browser.go(started.href);
    await meanwhile.beforeCallback?.();
    landing = await redirectOf(browser, address.href);
  }
  const cookie = browser.cookies(baseUrl).get("gatehouse_session");
  return { browser, landing, session: cookie ? `gatehouse_session=${cookie}` : null };
}

async function redirectOf(browser: HttpBrowser, address: string): Promise<URL> {
  const response = await browser.request(address);
  const location = response.headers.get("location");
  if (location === null) throw new Error(`${address} answered ${response.status}`);
  return new URL(location, address);
}

async function ask(browser: HttpBrowser, address: string, json: object): Promise<unknown> {
  const response = await browser.request(address, {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(address).origin },
    body: JSON.stringify(json),
  });
  return response.json();
}

/**
 * Asks until the answer is the wanted one.
 *
 * @returns the milliseconds that it took
 */
export async function waitUntil(
  what: string,
  isSo: () => Promise<boolean>,
  withinMs: number,
): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    if (await isSo().catch(() => false)) return performance.now() - startedAt;
    if (performance.now() - startedAt > withinMs) throw new Error(`${what}: not in ${withinMs} ms`);
    await sleep(50);
  }
}
