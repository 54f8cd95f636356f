import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, inject, test, vi } from "vitest";
import { withConnection, withOwnDatabase } from "#db/test-connection.ts";
import { createPlatformCredential } from "#domain/credentials/create-platform.ts";
import { rotateProviderSecret } from "#domain/identity-providers/rotate-secret.ts";
import { setProvider } from "#domain/identity-providers/set.ts";
import { testProvider } from "#domain/identity-providers/test-connection.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { endAllOwnSessions } from "#domain/sessions/end-own.ts";
import { findSession } from "#domain/sessions/find.ts";
import { setUpFromCommandLine } from "#domain/setup/complete.ts";
import { issueSetupLink } from "#domain/setup/issue-link.ts";
import { signInWithPassword } from "#domain/sign-in/with-password.ts";
import { asOperator, newSession, newTenant, testRequest } from "#domain/testing/contexts.ts";
import { createUser } from "#domain/users/create.ts";
import type { Secret } from "#platform/secret.ts";

const lines = vi.hoisted(() => {
  vi.stubEnv("LOG_LEVEL", "trace");
  return [] as string[];
});
vi.mock("#platform/log.ts", async (original) => {
  const real = await original<typeof import("#platform/log.ts")>();
  return { ...real, log: real.createLog({ write: (line) => lines.push(line) }) };
});

const urls = withOwnDatabase();

/** Each secret that ever was, by what it is. */
const canaries = new Map<string, string>();
function plant(what: string, value: string | Secret | null | undefined): string {
  const text = typeof value === "object" ? (value?.reveal() ?? "") : (value ?? "");
  if (text.length < 20) throw new Error(`There is no ${what}`);
  canaries.set(what, text);
  return text;
}
const random = (what: string) => plant(what, `canary-${randomBytes(24).toString("hex")}`);

/** Does everything that handles a secret, the ways that fail among it. */
async function handleSecrets(): Promise<void> {
  plant("setup token", (await issueSetupLink())?.token);
  const setUp = await setUpFromCommandLine({
    email: "ada@platform.example",
    name: "Ada",
    password: random("operator's password"),
  });
  plant("first credential", setUp.credential);
  plant("credential", (await createPlatformCredential(asOperator(), {})).secret);

  const { id: tenantId } = await newTenant();
  const ctx = asOperator(tenantId);
  const password = random("password");
  const email = "bob@people.example";
  const bob = await createUser(ctx, { email, name: "Bob", password });
  await createUser(ctx, { email, name: "Bob", password: random("password of a conflict") }).catch(
    () => {},
  );
  const session = await signInWithPassword({ email, password }, testRequest());
  plant("session token", session?.token);
  await signInWithPassword({ email, password: random("wrong password") }, testRequest());
  const ended = plant("ended session token", await newSession(tenantId, bob.id));
  const actor = (await findSession(ended))?.actor;
  if (actor) await endAllOwnSessions({ actor, tenantId, request: testRequest() }, {});

  const client = { kind: "oidc" as const, issuer: "http://127.0.0.1:1", clientId: "client" };
  await setProvider(ctx, { ...client, clientSecret: random("client secret") });
  const provider = "oidc";
  await rotateProviderSecret(ctx, { provider, clientSecret: random("rotated secret") });
  await rotateProviderSecret(ctx, { provider, clientSecret: random("third secret") }).catch(
    () => {},
  );
  await testProvider(ctx, { provider });
}

/** A secret, and the ways in which it could stand in text without being told at sight. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    bytes.toString("hex"),
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("base64url"),
  ];
}

function findIn(place: string, text: string): string[] {
  return [...canaries]
    .filter(([, secret]) => spellings(secret).some((spelling) => text.includes(spelling)))
    .map(([what]) => `${what} in ${place}`);
}

/** What the write-ahead log has, which outlives a row that is gone. */
async function findInWal(): Promise<string[]> {
  const folder = join(dirname(inject("databaseLog")), "data", "pg_wal");
  const found: string[] = [];
  for (const name of (await readdir(folder)).filter((one) => /^[0-9A-F]{24}$/.test(one))) {
    const segment = await readFile(join(folder, name));
    for (const [what, secret] of canaries) {
      if (segment.includes(secret)) found.push(`${what} in the write-ahead log`);
    }
  }
  return found;
}

/** Every row of every table that there is, ours, the queue's and the migrations', as text. */
async function wholeDatabase(): Promise<Map<string, string>> {
  return await withConnection(urls.ownerUrl, async (sql) => {
    const tables =
      await sql`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
      from information_schema.tables where table_type = 'BASE TABLE'
      and table_schema not in ('pg_catalog', 'information_schema')`;
    const found = new Map<string, string>();
    for (const { name } of tables) {
      const rows = await sql.unsafe(`select t::text as text from ${name} t`);
      found.set(String(name), rows.map((row) => row["text"]).join("\n"));
    }
    return found;
  });
}

test("no secret stands in any table, event, log line, statement or write-ahead log", async () => {
  await handleSecrets();
  const tables = await wholeDatabase();
  expect(canaries.size).toBe(12);
  expect([...tables.keys()]).toEqual(
    expect.arrayContaining(["public.users", "public.sessions", "public.identity_provider_secrets"]),
  );
  const events = [...tables].flatMap(([name, text]) =>
    name.includes("audit_events") ? [text] : [],
  );
  expect(events.join("\n")).toContain(PLATFORM_TENANT_ID);
  const found = [...tables].flatMap(([name, text]) => findIn(name, text));
  found.push(...findIn("the log", lines.join("\n")));
  found.push(...findIn("the server's log", await readFile(inject("databaseLog"), "utf8")));
  found.push(...(await findInWal()));
  expect(found).toEqual([]);
});

test("the search would find a secret, however it were written", () => {
  for (const secret of canaries.values()) {
    for (const spelling of spellings(secret))
      expect(findIn("x", `a ${spelling} b`)).not.toEqual([]);
  }
});
