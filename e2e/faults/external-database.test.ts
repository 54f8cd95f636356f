import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { query } from "#db/embedded/test-scenario.ts";
import { type Installation, record } from "#e2e/support/installation.ts";
import { newTenant, type TestTenant } from "#e2e/support/new-tenant.ts";
import { type Product, startProduct } from "#e2e/support/product.ts";
import { type PostgresServer, startPostgresServer } from "./postgres-server.ts";
import {
  openAccount,
  signInByPassword,
  signInByProvider,
  startFaultInstallation,
  waitUntil,
} from "./visitor.ts";

const key = Buffer.alloc(32, 7).toString("base64");
const keys = { ENCRYPTION_KEY: key, AUTH_SECRET: key };

let server: PostgresServer;
let installation: Installation;
/** Another web process on the same database, through PgBouncer. */
let pooled: Product;
let tenant: TestTenant;

beforeAll(async () => {
  server = await startPostgresServer();
  const direct = { DATABASE_URL: server.appUrl, DATABASE_MIGRATION_URL: server.ownerUrl };
  installation = await startFaultInstallation({ ...keys, ...direct });
  tenant = await newTenant(installation, { people: 8 });
  const env = { ...installation.env, DATABASE_URL: server.pooledUrl };
  pooled = await startProduct({ env });
}, 120_000);

afterAll(async () => {
  await pooled.stop();
  await installation.stop();
  await server.end();
});

const person = (number: number) => tenant.people[number] ?? tenant.person;
const products = () => [installation.product, pooled] as const;

/** Signs a person in at the first process and has the session cached in both. */
async function cachedSession(number: number): Promise<string> {
  const [a, b] = products();
  const { session } = await signInByPassword(a.baseUrl, person(number));
  if (session === null) throw new Error("not signed in");
  for (const { baseUrl } of [a, b, a, b]) {
    expect((await openAccount(baseUrl, session)).status).toBe(200);
  }
  return session;
}

const refusedAt = (product: Product, session: string) =>
  waitUntil(
    "the session is refused",
    async () => (await openAccount(product.baseUrl, session)).status === 307,
    1_000,
  );

describe("two web processes, one of them behind PgBouncer in transaction mode", () => {
  test("sign people in by password and by provider, and serve REST", async () => {
    for (const product of products()) {
      expect((await signInByPassword(product.baseUrl, person(1))).session).not.toBeNull();
      const listed = await product.api("/v1/tenants", { token: installation.credential });
      expect(listed.status).toBe(200);
      const created = await product.api(`/v1/tenants/${tenant.slug}/users`, {
        token: installation.credential,
        json: { email: `new-${product.pid}@${tenant.domain}`, name: "New" },
      });
      expect(created.status).toBe(201);
    }
    const { baseUrl } = installation.product;
    const attempt = { kind: "oidc", email: person(1).email } as const;
    expect((await signInByProvider(baseUrl, attempt)).session).not.toBeNull();
  });

  test("many statements at once through few pooled connections are answered", async () => {
    const asked = Array.from({ length: 100 }, () =>
      pooled.api(`/v1/tenants/${tenant.slug}/users`, { token: installation.credential }),
    );
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test("a session ended at one is refused at the other within a second", async () => {
    const [a, b] = products();
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const session = await cachedSession(2);
      const signedOut = await fetch(`${from.baseUrl}/auth/msp/signout`, {
        method: "POST",
        redirect: "manual",
        headers: {
          cookie: session,
          origin: from.baseUrl,
          "content-type": "application/x-www-form-urlencoded",
        },
      });
      expect(signedOut.status).toBe(303);
      await refusedAt(to, session);
    }
  });

  test("a person or a tenant suspended at one is refused at the other within a second", async () => {
    const [a, b] = products();
    const user = person(3);
    const session = await cachedSession(3);
    const path = `/v1/tenants/${tenant.slug}/users/${user.id}`;
    const suspended = await b.api(`${path}/suspend`, {
      method: "POST",
      token: installation.credential,
    });
    expect(suspended.status).toBe(200);
    await refusedAt(a, session);
    await refusedAt(b, session);
    expect((await signInByPassword(a.baseUrl, user)).session).toBeNull();

    const other = await newTenant(installation, { providers: [] });
    const theirs = (await signInByPassword(a.baseUrl, other.person)).session ?? "";
    for (const { baseUrl } of products()) await openAccount(baseUrl, theirs);
    const json = { status: "suspended" };
    await installation.rest(`/v1/tenants/${other.slug}`, { method: "PATCH", json });
    await refusedAt(b, theirs);
  });
});

test("the role that serves cannot change or remove an audit event, nor make a table", async () => {
  const [event] = await query(server.superUrl, "select count(*)::int as events from audit_events");
  expect(Number(record(event)["events"])).toBeGreaterThan(10);
  const partitions = await query(
    server.superUrl,
    "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit_events'::regclass",
  );
  // Whoever may not grant is only warned.
  await query(server.appUrl, "grant update on audit_events to app");
  const tables = ["audit_events", ...partitions.map((row) => String(row["name"]))];
  for (const table of tables) {
    for (const statement of [
      `update ${table} set reason = 'x'`,
      `delete from ${table}`,
      `truncate ${table}`,
      `drop table ${table}`,
      `alter table ${table} add column x int`,
    ]) {
      await expect(query(server.appUrl, statement), statement).rejects.toMatchObject({
        code: "42501",
      });
    }
  }
  await expect(query(server.appUrl, "create table mine (x int)")).rejects.toMatchObject({
    code: "42501",
  });
});

test("a server that is away for 5 s is 503 meanwhile, and back within seconds, sessions and all", async () => {
  const session = await cachedSession(4);
  await server.stop();
  const awayUntil = Date.now() + 5_000;
  const statuses = new Set<string>();
  const keepAsking = async (product: Product) => {
    while (Date.now() < awayUntil) {
      for (const answer of await ask(product, session)) statuses.add(answer);
      await sleep(100);
    }
  };
  await Promise.all(products().map(keepAsking));
  expect([...statuses]).toEqual(["503, again after 2"]);
  await server.start();
  for (const product of products()) {
    const isBack = async () => (await openAccount(product.baseUrl, session)).status === 200;
    const backMs = await waitUntil("sessions are back", isBack, 10_000);
    const signsIn = async () =>
      (await signInByPassword(product.baseUrl, person(6))).session !== null;
    await waitUntil("people can sign in", signsIn, 5_000);
    process.stdout.write(
      `external PostgreSQL back: ${Math.round(backMs)} ms until a session counts\n`,
    );
  }
  const again = await cachedSession(7);
  await waitUntil("the notification channel delivers again", () => revoked(again), 15_000);
});

async function revoked(session: string): Promise<boolean> {
  const user = person(7);
  const path = `/v1/tenants/${tenant.slug}/users/${user.id}/suspend`;
  await installation.product.api(path, { method: "POST", token: installation.credential });
  return (await openAccount(pooled.baseUrl, session)).status === 307;
}

/** What REST, a page and the sign-in form answer. */
async function ask({ baseUrl, api }: Product, session: string): Promise<string[]> {
  const answers = await Promise.all([
    api("/v1/tenants", { token: installation.credential }),
    openAccount(baseUrl, session),
    // An account may be tried ten times only.
    signInByPassword(baseUrl, { email: `${randomUUID()}@${tenant.domain}`, password: "x" }),
  ]);
  return answers.map(
    ({ status, headers }) => `${status}, again after ${headers.get("retry-after")}`,
  );
}
