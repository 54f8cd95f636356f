import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { EnvProblems, parseEnv } from "./env.ts";
import { newKey } from "./test-process.ts";

const folder = mkdtempSync(join(tmpdir(), "gatehouse-env-"));
afterAll(() => rmSync(folder, { recursive: true }));

function problemsOf(source: Record<string, string>): string[] {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvProblems) return error.problems.map((p) => p.split(":")[0] ?? "");
    throw error;
  }
  return [];
}

test("an empty environment gives the contract's defaults", () => {
  const env = parseEnv({});
  expect(env).toMatchObject({
    PORT: 3000,
    HOST: "127.0.0.1",
    BASE_URL: "http://localhost:3000",
    MANAGEMENT_PORT: 9000,
    GRPC_PORT: 9090,
    TRUSTED_PROXIES: [],
    GOOGLE_OAUTH_ISSUER: "https://accounts.google.com",
    MICROSOFT_OAUTH_ISSUER: "https://login.microsoftonline.com/organizations/v2.0",
    NODE_ENV: "production",
    APP_FALLBACK: true,
    PRIVATE_UPSTREAMS: true,
    DNS_SERVERS: [],
    DISCOVERY_TTL_SECONDS: 300,
    LOG_LEVEL: "info",
    isHttps: false,
    cookiePrefix: "",
    embedded: true,
  });
  expect(env.DATA_DIR).toMatch(/\/\.data$/);
  expect(parseEnv({ PORT: "8080" }).BASE_URL).toBe("http://localhost:8080");
  expect(parseEnv({ PORT: "" }).PORT).toBe(3000);
});

test("a public https address turns private upstreams off and cookie prefixes on", () => {
  const env = parseEnv({ BASE_URL: "https://sso.example.com/" });
  expect(env).toMatchObject({
    BASE_URL: "https://sso.example.com",
    PRIVATE_UPSTREAMS: false,
    isHttps: true,
    cookiePrefix: "__Host-",
    MAIL_FROM: "Gatehouse <no-reply@sso.example.com>",
  });
  expect(parseEnv({ BASE_URL: "https://a.example", PRIVATE_UPSTREAMS: "on" })).toMatchObject({
    PRIVATE_UPSTREAMS: true,
  });
});

test("every problem is listed at once, and none shows a value", () => {
  const source = {
    PORT: "70000",
    BASE_URL: "https://user:canary@a.example/path",
    LOG_LEVEL: "canary",
    AUTH_SECRET: "canary",
    ENCRYPTION_KEY: `${newKey()},canary`,
    DATABASE_URL: "mysql://canary",
    TRUSTED_PROXIES: "10.0.0.0/8,canary",
    DNS_SERVERS: "canary",
    DISCOVERY_TTL_SECONDS: "0",
    MAIL_FROM: "canary",
    APP_FALLBACK: "canary",
    GOOGLE_OAUTH_ISSUER: "http://canary.example",
  };
  expect(problemsOf(source).sort()).toEqual(Object.keys(source).sort());
  expect(() => parseEnv(source)).toThrow(/^(?![\s\S]*canary)/);
});

test.each([
  ["BASE_URL", "ftp://a.example"],
  ["BASE_URL", "https://a.example/?x"],
  ["BASE_URL", "https://a.example/?"],
  ["BASE_URL", "https://a.example/#"],
  ["BASE_URL", "a.example"],
  ["TRUSTED_PROXIES", "10.0.0.0/33"],
  ["TRUSTED_PROXIES", "10/8"],
  ["TRUSTED_PROXIES", "0x7f.1"],
  ["DNS_SERVERS", "1.1.1.1:99999"],
  ["DNS_SERVERS", "dns.example"],
  ["GOOGLE_OAUTH_ISSUER", "https://a.example?x=1"],
  ["MAIL_FROM", "a@b.example\r\nBcc: c@d.example"],
  ["MANAGEMENT_PORT", "-1"],
])("%s refuses %j", (name, value) => {
  expect(problemsOf({ [name]: value })).toEqual([name]);
});

test.each([
  ["DNS_SERVERS", "1.1.1.1, 127.0.0.1:5353 ,[::1]:53,::1"],
  ["TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1, fd00::/8"],
  ["GOOGLE_OAUTH_ISSUER", "http://127.0.0.1:4000/tenant"],
  ["MICROSOFT_OAUTH_ISSUER", "http://google.localhost:4000"],
  ["MAIL_FROM", "Ada Lovelace <ada@example.com>"],
])("%s takes %j", (name, value) => {
  expect(problemsOf({ [name]: value })).toEqual([]);
});

test("an external database needs both keys", () => {
  const url = "postgres://app:pw@db.example/gatehouse";
  expect(problemsOf({ DATABASE_URL: url })).toEqual(["ENCRYPTION_KEY", "AUTH_SECRET"]);
  const env = parseEnv({ DATABASE_URL: url, ENCRYPTION_KEY: newKey(), AUTH_SECRET: newKey() });
  expect(env.embedded).toBe(false);
  expect(JSON.stringify(env)).not.toContain("pw@");
  expect(env.DATABASE_URL?.reveal()).toBe(url);
});

test("half of a client's id and secret is a problem, and so are equal ports", () => {
  expect(problemsOf({ GOOGLE_OAUTH_CLIENT_ID: "x" })).toEqual(["GOOGLE_OAUTH_CLIENT_SECRET"]);
  expect(problemsOf({ MICROSOFT_OAUTH_CLIENT_SECRET: "x" })).toEqual(["MICROSOFT_OAUTH_CLIENT_ID"]);
  expect(problemsOf({ PORT: "9000" })).toEqual(["PORT, MANAGEMENT_PORT, GRPC_PORT"]);
  expect(problemsOf({ PORT: "0", MANAGEMENT_PORT: "0", GRPC_PORT: "0" })).toEqual([]);
});

test("a secret is read from its file, but not from both places, nor from an empty or missing file", () => {
  const path = join(folder, "smtp");
  writeFileSync(path, "smtp://user:pw@mail.example\n");
  expect(parseEnv({ SMTP_URL_FILE: path }).SMTP_URL?.reveal()).toBe("smtp://user:pw@mail.example");
  expect(problemsOf({ SMTP_URL_FILE: path, SMTP_URL: "smtp://other.example" })).toEqual([
    "SMTP_URL",
  ]);
  expect(problemsOf({ SMTP_URL_FILE: join(folder, "none") })).toEqual(["SMTP_URL_FILE"]);
  writeFileSync(join(folder, "empty"), "\n");
  expect(problemsOf({ AUTH_SECRET_FILE: join(folder, "empty") })).toEqual(["AUTH_SECRET_FILE"]);
  const key = newKey();
  writeFileSync(join(folder, "key"), key);
  const keys = { AUTH_SECRET_FILE: join(folder, "key"), ENCRYPTION_KEY: key };
  expect(parseEnv({ DATABASE_URL: "postgres://db.example/x", ...keys }).embedded).toBe(false);
});

function runNode(code: string, variables: Record<string, string>) {
  const from = new URL("./env.ts", import.meta.url).href;
  const script = `import { env } from ${JSON.stringify(from)}; ${code}`;
  return spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    env: { NODE_ENV: "test", ...variables },
    encoding: "utf8",
  });
}

test("a bad environment ends the process with 78 at the first read, not at the import", () => {
  const bad = runNode("env.PORT", { PORT: "x", LOG_LEVEL: "y" });
  expect(bad.status).toBe(78);
  expect(bad.stderr).toContain("PORT");
  expect(bad.stderr).toContain("LOG_LEVEL");
  expect(runNode("", { PORT: "x" }).status).toBe(0);
});

test("a build needs no variable, even with an external database in sight", () => {
  const variables = { NEXT_PHASE: "phase-production-build", DATABASE_URL: "postgres://db/x" };
  expect(runNode("console.log(env.PORT)", variables)).toMatchObject({
    status: 0,
    stdout: "3000\n",
  });
});

test("TLS takes both its files, which can be read, and an https address", () => {
  const file = join(folder, "pem");
  writeFileSync(file, "a certificate");
  const good = { BASE_URL: "https://id.example", TLS_CERT_FILE: file, TLS_KEY_FILE: file };
  expect(parseEnv(good)).toMatchObject({ TLS_CERT_FILE: file, isHttps: true });
  for (const bad of [
    { ...good, TLS_KEY_FILE: undefined },
    { ...good, TLS_CERT_FILE: join(folder, "missing") },
    { ...good, TLS_CLIENT_CA_FILE: join(folder, "missing") },
    { ...good, BASE_URL: "http://id.example" },
  ]) {
    expect(() => parseEnv(bad)).toThrow(EnvProblems);
  }
});
