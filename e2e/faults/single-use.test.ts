import { createHash, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type HttpBrowser, startHttpBrowser } from "#e2e/support/http-browser.ts";
import { type Installation, record } from "#e2e/support/installation.ts";
import { newTenant, type TestTenant } from "#e2e/support/new-tenant.ts";
import { newAddress, startFaultInstallation } from "./visitor.ts";

const REDIRECT_URI = "http://127.0.0.1:9/callback";
const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
const AT_ONCE = 100;
const verifier = randomBytes(32).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");

let installation: Installation;
let tenant: TestTenant;
let clientId: string;

type Exchange = () => Promise<Response>;

beforeAll(async () => {
  installation = await startFaultInstallation();
  tenant = await newTenant(installation, { providers: [], people: 4 });
  const client = {
    name: "App",
    type: "public",
    redirectUris: [REDIRECT_URI],
    grantTypes: ["authorization_code", "refresh_token", DEVICE_GRANT],
  };
  const made = await installation.rest(`/v1/tenants/${tenant.slug}/sso-clients`, { json: client });
  clientId = String(record(made)["clientId"]);
}, 120_000);

afterAll(() => installation.stop());

/** A browser of one of the people, signed in. It stops at the app's callback. */
async function signedInBrowser(nth: number): Promise<HttpBrowser> {
  const { baseUrl } = installation.product;
  const person = tenant.people[nth];
  if (!person) throw new Error("no such person");
  const browser = startHttpBrowser("http://127.0.0.1:9/", {
    "x-forwarded-for": newAddress(),
    origin: baseUrl,
  });
  await browser.request(`${baseUrl}/auth/msp/signin`, {
    method: "POST",
    body: new URLSearchParams({ username: person.email, password: person.password }),
  });
  return browser;
}

/** Goes to an app's address as a signed-in person. Out: the code that the browser brings back. */
async function codeOf(nth: number, path: string, query: Record<string, string>) {
  const { baseUrl } = installation.product;
  const browser = await signedInBrowser(nth);
  const asked = new URLSearchParams({
    client_id: clientId,
    redirect_uri: REDIRECT_URI,
    state: "state",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...query,
  });
  const { address, html } = await browser.go(`${baseUrl}${path}?${asked}`);
  const code = address.searchParams.get("code");
  if (code === null) throw new Error(`no code at ${address.href}: ${html.slice(0, 2_000)}`);
  return code;
}

const token = (fields: Record<string, string>) =>
  fetch(`${installation.product.baseUrl}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({ client_id: clientId, ...fields }),
  });

/** How many of a hundred that try at once are given a token; those that hear nothing are given none. */
async function winners(exchange: Exchange, meanwhile: () => Promise<unknown> = async () => {}) {
  const answers = Array.from({ length: AT_ONCE }, () =>
    exchange().then(
      async (response) => {
        // An answer that was cut off has given nothing away.
        const body: unknown = await response.json();
        return response.status === 200 && body !== null;
      },
      () => false,
    ),
  );
  await meanwhile();
  const won = await Promise.all(answers.map((answer) => answer.catch(() => false)));
  return won.filter(Boolean).length;
}

async function killAndRestart() {
  // Some have been answered by now, some have been consumed and not answered, some have not arrived.
  await sleep(10 + Math.random() * 60);
  await installation.product.kill("SIGKILL");
  await installation.restart();
}

/** Of all that try before, while and after the process is killed, one is given a token at most. */
async function expectOneAcrossCrash(exchange: Exchange) {
  const before = await winners(exchange, killAndRestart);
  const after = await winners(exchange);
  expect(before).toBeLessThanOrEqual(1);
  expect(before + after).toBeLessThanOrEqual(1);
}

async function plainCode(nth: number): Promise<Exchange> {
  const code = await codeOf(nth, "/sso/authorize", {});
  const json = { client_id: clientId, redirect_uri: REDIRECT_URI, code, code_verifier: verifier };
  return () =>
    fetch(`${installation.product.baseUrl}/v1/sso/token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(json),
    });
}

async function refreshToken(nth: number): Promise<Exchange> {
  const code = await codeOf(nth, "/oauth2/auth", {
    response_type: "code",
    scope: "openid offline_access",
  });
  const given = await token({
    grant_type: "authorization_code",
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: verifier,
  });
  const { refresh_token: refresh } = record(await given.json());
  if (typeof refresh !== "string") throw new Error("no refresh token");
  return () => token({ grant_type: "refresh_token", refresh_token: refresh });
}

async function deviceCode(nth: number): Promise<Exchange> {
  const { baseUrl } = installation.product;
  const started = record(
    await (
      await fetch(`${baseUrl}/oauth2/device`, {
        method: "POST",
        body: new URLSearchParams({ client_id: clientId, scope: "openid" }),
      })
    ).json(),
  );
  const browser = await signedInBrowser(nth);
  const page = await browser.go(String(started["verification_uri_complete"]));
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
  const answer = { xsrf, user_code: String(started["user_code"]) };
  for (const more of [{}, { confirm: "yes" }]) {
    await browser.go(`${baseUrl}/oauth2/device/verify`, {
      method: "POST",
      body: new URLSearchParams({ ...answer, ...more }),
    });
  }
  return () => token({ grant_type: DEVICE_GRANT, device_code: String(started["device_code"]) });
}

const kinds = {
  "a code of the plain flow": plainCode,
  "a refresh token": refreshToken,
  "a device code": deviceCode,
} as const;

for (const [nth, [what, make]] of Object.entries(kinds).entries()) {
  test(`${what} gives one token of a hundred that try at once, and no second one after kill -9`, {
    timeout: 90_000,
  }, async () => {
    expect(await winners(await make(nth))).toBe(1);
    await expectOneAcrossCrash(await make(nth));
  });
}
