import { afterAll, beforeAll, expect, test } from "vitest";
import { killPid, postmasterPid } from "#db/embedded/test-scenario.ts";
import type { Installation } from "#e2e/support/installation.ts";
import { newTenant, type TestTenant } from "#e2e/support/new-tenant.ts";
import {
  newAddress,
  openAccount,
  signInByPassword,
  signInByProvider,
  startFaultInstallation,
  waitUntil,
} from "./visitor.ts";

let installation: Installation;
let tenant: TestTenant;

beforeAll(async () => {
  installation = await startFaultInstallation();
  tenant = await newTenant(installation, { people: 12 });
}, 120_000);
afterAll(() => installation.stop());

type Seen = { what: string; status: number; retryAfter: string | null; text: string };

/** Asks for everything at once, over and over, until stopped. */
function askForEverything(session: string) {
  const { product, credential } = installation;
  const { baseUrl } = product;
  const seen: Seen[] = [];
  let stopped = false;
  const json = { "content-type": "application/json" };
  const bearer = { authorization: `Bearer ${credential}` };
  const email = JSON.stringify({ email: tenant.person.email, provider: "oidc" });
  let turn = 0;
  const requests: Record<string, () => Promise<Response>> = {
    "REST read": () => fetch(`${baseUrl}/v1/tenants`, { headers: bearer }),
    "REST write": () =>
      fetch(`${baseUrl}/v1/tenants/${tenant.slug}`, {
        method: "PATCH",
        headers: { ...bearer, ...json },
        body: JSON.stringify({ name: `Name ${turn++}` }),
      }),
    page: () => openAccount(baseUrl, session),
    "start page": () => fetch(`${baseUrl}/`, { headers: { cookie: session }, redirect: "manual" }),
    "sign-in page": () => fetch(`${baseUrl}/auth/msp/signin`),
    discover: () => post("/api/auth/msp/sso/discover"),
    resolve: () => post("/api/auth/msp/sso/resolve"),
  };
  const post = (path: string) =>
    fetch(`${baseUrl}${path}`, {
      method: "POST",
      headers: { ...json, "x-forwarded-for": newAddress() },
      body: email,
    });
  const running = Object.entries(requests).map(async ([what, request]) => {
    while (!stopped) {
      const response = await request();
      const { status, headers } = response;
      const text = await response.text();
      seen.push({ what, status, retryAfter: headers.get("retry-after"), text });
    }
  });
  const passwords = async () => {
    while (!stopped) {
      const answer = await signInByPassword(baseUrl, tenant.people[turn++ % 12] ?? tenant.person);
      const { status, headers, text } = answer;
      seen.push({ what: "password", status, retryAfter: headers.get("retry-after"), text });
    }
  };
  running.push(passwords());
  return {
    seen,
    stop: async () => {
      stopped = true;
      await Promise.all(running);
    },
  };
}

const normal: Record<string, readonly number[]> = {
  "REST read": [200],
  "REST write": [200],
  page: [200],
  "start page": [307],
  "sign-in page": [200],
  discover: [200],
  resolve: [200],
  password: [303],
};
const neutral = ["sign-in page", "discover", "resolve"];

test("PostgreSQL killed under load is 503 for a moment, never 500, and sessions stay", async () => {
  const { product } = installation;
  const first = await signInByPassword(product.baseUrl, tenant.person);
  const session = first.session ?? "";
  const load = askForEverything(session);
  const recoveriesMs: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const before = postmasterPid(product.dataDir);
    if (before === null) throw new Error("no PostgreSQL");
    await killPid(before);
    const isBack = async () => {
      const answer = await product.api("/v1/tenants", { token: installation.credential });
      return answer.status === 200 && postmasterPid(product.dataDir) !== before;
    };
    recoveriesMs.push(Math.round(await waitUntil("REST answers again", isBack, 10_000)));
    const signsIn = async () => {
      const { people } = tenant;
      return (
        (await signInByPassword(product.baseUrl, people[round] ?? tenant.person)).session !== null
      );
    };
    await waitUntil("people can sign in again", signsIn, 5_000);
  }
  await load.stop();

  expect(load.seen.filter(({ status }) => status === 503).length).toBeGreaterThan(0);
  for (const { what, status, retryAfter, text } of load.seen) {
    if (normal[what]?.includes(status)) continue;
    expect({ what, status, retryAfter }).toEqual({ what, status: 503, retryAfter: "2" });
    expect(neutral).not.toContain(what);
    if (what.startsWith("REST")) expect(JSON.parse(text)).toMatchObject({ code: "unavailable" });
    else expect(text).toContain("Request id: <code>");
  }
  expect((await openAccount(product.baseUrl, session)).status).toBe(200);
  const logged = product.logs().filter((line) => line.includes('"msg":"a request failed"'));
  expect(logged).toEqual([]);
  process.stdout.write(`embedded PostgreSQL killed: back in ${recoveriesMs.join(", ")} ms\n`);
});

test("a sign-in through a provider that meets the outage ends neutrally, and works afterwards", async () => {
  const { product } = installation;
  const attempt = { kind: "oidc", email: tenant.person.email } as const;
  const kill = async () => {
    const pid = postmasterPid(product.dataDir);
    if (pid !== null) await killPid(pid);
  };
  const met = await signInByProvider(product.baseUrl, attempt, { beforeCallback: kill });
  const path = met.landing.pathname;
  expect(["/auth/msp/signin", "/account"]).toContain(path);
  expect(met.session === null).toBe(path === "/auth/msp/signin");
  const works = async () => (await signInByProvider(product.baseUrl, attempt)).session !== null;
  await waitUntil("the sign-in works", works, 10_000);
});
