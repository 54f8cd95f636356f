import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { describe, expect, inject, test, vi } from "vitest";
import { connection } from "#db/client.ts";
import { withOwnDatabase } from "#db/test-connection.ts";
import { updateDomain } from "#domain/login-domains/update.ts";
import { indexedClaims, startClaimIndex } from "#domain/routing/claim-index.ts";
import {
  asOperator,
  newDomain,
  newProvider,
  newTenant,
  newUser,
} from "#domain/testing/contexts.ts";
import { signPayload } from "#platform/signed.ts";
import { discover, readDiscovery } from "./discover.ts";

vi.stubEnv("MICROSOFT_OAUTH_CLIENT_ID", "platform-client");
vi.stubEnv("MICROSOFT_OAUTH_CLIENT_SECRET", "platform-canary-secret");

// Of its own, so that every statement on it is this file's.
withOwnDatabase();

let callers = 0;
/** Each call from an address of its own, so that no limit is met. */
function request() {
  callers += 1;
  return { requestId: randomUUID(), address: `198.51.100.${callers}`, userAgent: "vitest" };
}

async function newRoutedTenant() {
  const tenant = await newTenant();
  await newProvider(tenant.id, "google");
  await newDomain(tenant.id, { domain: tenant.domain });
  return tenant;
}

/** What this database's log holds of `work`, but for the channel's heartbeat. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const [from, until] = [`from ${randomUUID()}`, `until ${randomUUID()}`];
  await connection().sql.unsafe(`select '${from}'`);
  await work();
  await connection().sql.unsafe(`select '${until}'`);
  const pids = await connection().sql<{ pid: number }[]>`
    select pid from pg_stat_activity where datname = current_database()`;
  const log = await vi.waitUntil(async () => {
    const text = await readFile(inject("databaseLog"), "utf8");
    return text.includes(`'${until}'`) ? text : null;
  });
  const within = log.slice(log.indexOf(`'${from}'`), log.indexOf(`'${until}'`)).split("\n");
  return within.slice(1, -1).flatMap((line) => {
    const [, pid, statement] =
      /\[(\d+)\] LOG: {2}(?:execute [^:]*|statement): (.*)/.exec(line) ?? [];
    const mine = pids.some((one) => String(one.pid) === pid);
    return mine && statement && !statement.includes("pg_notify") ? [statement] : [];
  });
}

/** The domains, and what they route to. */
const routingTables = [
  "verified_domains",
  "login_domains",
  "tenants",
  "identity_providers",
  "identity_provider_secrets",
];

const tablesOf = (statement: string) =>
  [...statement.matchAll(/(?:from|join|into|update) "?(\w+)"?/gi)].map(([, table]) => table);

describe("a discovery call", () => {
  test("issues one statement at most, on domains and what they route to, never on people", async () => {
    const tenant = await newRoutedTenant();
    const { email } = await newUser(tenant.id, { email: `ann@${tenant.domain}` });
    const addresses = [
      email,
      `nobody@${tenant.domain}`,
      `ann@mail.${tenant.domain}`,
      "x@y.example",
    ];
    for (const address of addresses) {
      const statements = await statementsOf(() => discover(address, request()));
      expect(statements.length).toBeLessThanOrEqual(1);
      for (const table of statements.flatMap(tablesOf)) {
        expect(routingTables).toContain(table);
      }
    }
  });

  test("is seen by the log at all: a first one issues exactly one", async () => {
    const { domain } = await newRoutedTenant();
    const statements = await statementsOf(() => discover(`ann@${domain}`, request()));
    expect(statements).toHaveLength(1);
    expect(statements.flatMap(tablesOf)).toContain("verified_domains");
  });

  test("for what is no address issues none", async () => {
    const invalid = ["", "ann", "a@b@c.example", "ann＠acme.com", 7, null, "a".repeat(10_000)];
    const statements = await statementsOf(async () => {
      for (const email of invalid) {
        expect(await discover(email, request())).toEqual({ providers: [], cookie: null });
      }
    });
    expect(statements).toEqual([]);
  });
});

describe("known and unknown people of one domain", () => {
  test("get the same answer and a cookie of the same length that says the same", async () => {
    const tenant = await newRoutedTenant();
    const { email } = await newUser(tenant.id, { email: `ann@${tenant.domain}` });
    const answers = [];
    for (const address of [email, `bob@${tenant.domain}`, `ann+x@${tenant.domain}`]) {
      answers.push(await discover(address, request()));
    }
    expect(new Set(answers.map(({ providers }) => JSON.stringify(providers)))).toEqual(
      new Set(['["google"]']),
    );
    expect(new Set(answers.map(({ cookie }) => cookie?.length)).size).toBe(1);
    const said = answers.map(({ cookie }) => readDiscovery(cookie ?? "", tenant.domain));
    expect(said).toEqual([said[0], said[0], said[0]]);
  });
});

describe("the discovery cookie", () => {
  test("says source, tenant, providers and the domain's hash, and when it was issued", async () => {
    const tenant = await newRoutedTenant();
    const { cookie } = await discover(`ann.canary@${tenant.domain}`, request());
    const [body] = (cookie ?? "").split(".");
    const text = Buffer.from(body ?? "", "base64url").toString();
    const { payload, issuedAt, expiresAt, nonce } = JSON.parse(text);
    expect(payload).toEqual({
      source: "tenant",
      tenantId: tenant.id,
      providers: ["google"],
      domainHash: expect.any(String),
    });
    expect(expiresAt - issuedAt).toBe(300);
    expect(nonce).toEqual(expect.any(String));
    for (const hidden of ["canary", "ann", "@", tenant.domain, "secret", "client"]) {
      expect(text).not.toContain(hidden);
    }
  });

  test("of an app-level discovery names no tenant and carries no secret of the platform", async () => {
    const { providers, cookie } = await discover("ann@unclaimed.example", request());
    expect(providers).toEqual(["azure-ad"]);
    expect(readDiscovery(cookie ?? "", "unclaimed.example")).toMatchObject({
      source: "app",
      tenantId: null,
    });
    expect(Buffer.from(cookie ?? "", "base64url").toString("latin1")).not.toContain("canary");
  });

  test("counts for the domain that was asked for, and no other", async () => {
    const tenant = await newRoutedTenant();
    const { cookie } = await discover(`ann@${tenant.domain}`, request());
    expect(readDiscovery(cookie ?? "", tenant.domain)).not.toBeNull();
    expect(readDiscovery(cookie ?? "", `mail.${tenant.domain}`)).toBeNull();
    expect(readDiscovery(cookie ?? "", "other.example")).toBeNull();
  });

  test("altered, cut, re-signed for another purpose, or out of date says nothing", async () => {
    const tenant = await newRoutedTenant();
    const cookie = (await discover(`ann@${tenant.domain}`, request())).cookie ?? "";
    const [body = "", mark = ""] = cookie.split(".");
    const other = Buffer.from(Buffer.from(body, "base64url").toString().replace("google", "oidc"));
    const payload = readDiscovery(cookie, tenant.domain) ?? {};
    for (const forged of [
      "",
      body,
      `${body}.`,
      cookie.slice(0, -1),
      `${other.toString("base64url")}.${mark}`,
      `${cookie}.${mark}`,
      signPayload("sign-in-resolution", payload, 300),
      signPayload("sign-in-discovery", payload, -1),
    ]) {
      expect(readDiscovery(forged, tenant.domain)).toBeNull();
    }
    expect(
      readDiscovery(signPayload("sign-in-discovery", payload, 300), tenant.domain),
    ).not.toBeNull();
  });

  test("is not given where nothing lights up", async () => {
    const tenant = await newTenant();
    await newDomain(tenant.id, { domain: tenant.domain });
    const nothing = { providers: [], cookie: null };
    expect(await discover(`ann@${tenant.domain}`, request())).toEqual(nothing);
    await newProvider(tenant.id, "google");
    expect((await discover(`ann@${tenant.domain}`, request())).cookie).not.toBeNull();
    const picksNone = { domain: tenant.domain, providers: [] };
    await updateDomain(asOperator(tenant.id), picksNone);
    expect(await discover(`ann@${tenant.domain}`, request())).toEqual(nothing);
  });
});

/** Last, for from here on this process keeps the claims in memory. */
test("with all claims in memory a discovery call issues one statement at most as well", async () => {
  const [wide, narrow] = [await newRoutedTenant(), await newTenant()];
  await updateDomain(asOperator(wide.id), { domain: wide.domain, wildcard: true });
  await newProvider(narrow.id, "google");
  await newDomain(narrow.id, { domain: `lab.${wide.domain}` });
  startClaimIndex();
  await vi.waitUntil(() => indexedClaims([wide.domain, narrow.domain]), { timeout: 10_000 });
  for (const address of [`ann@lab.${wide.domain}`, `ann@mail.${wide.domain}`, "x@y.example"]) {
    const statements = await statementsOf(() => discover(address, request()));
    expect(statements.length).toBeLessThanOrEqual(1);
    for (const table of statements.flatMap(tablesOf)) expect(routingTables).toContain(table);
  }
});
