import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { killLeftovers } from "#e2e/support/leftovers.ts";
import { freePort } from "#e2e/support/ports.ts";
import { type Product, root, startProduct } from "#e2e/support/product.ts";
import { waitUntil } from "./visitor.ts";

let folder: string;
let first: Product;

beforeAll(async () => {
  // As below a home directory of root: only the owner may pass, on the way and at the end.
  folder = await mkdtemp(join(tmpdir(), "gatehouse-closed-"));
  await chmod(folder, 0o700);
  first = await startProduct({ dataDir: join(folder, "data") });
});
afterAll(async () => {
  await first.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Starts the product with this environment alone, in a process group of its own. */
function start(env: Readonly<Record<string, string>>, file = "entry/web.ts") {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [file], {
    cwd: root,
    detached: true,
    env: { PATH, HOME, NODE_ENV: "production", ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  return {
    pid: child.pid ?? 0,
    ended: async () => {
      const code = await ended;
      return { code, said: (await output).join("\n") };
    },
  };
}

async function freePorts(): Promise<Record<string, string>> {
  return {
    PORT: `${await freePort()}`,
    MANAGEMENT_PORT: `${await freePort()}`,
    GRPC_PORT: `${await freePort()}`,
  };
}

async function expectUnharmed(): Promise<void> {
  expect((await fetch(`${first.managementUrl}/readyz`)).status).toBe(200);
  expect((await fetch(`${first.baseUrl}/auth/msp/signin`)).status).toBe(200);
}

test("below a folder that only its owner may enter the product runs", expectUnharmed);

test("a second start on the same data folder says who holds it, and harms nothing", async () => {
  const second = start({ ...(await freePorts()), DATA_DIR: first.dataDir });
  const { code, said } = await second.ended();
  expect(code).toBe(1);
  expect(said).toContain(`Another Gatehouse (pid ${first.pid}) already runs on`);
  expect(said).not.toMatch(/\n\s+at /);
  await expectUnharmed();
});

test("a port in use is named, with the variable that moves it", async () => {
  for (const variable of ["PORT", "MANAGEMENT_PORT", "GRPC_PORT"]) {
    const holder = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => holder.once("listening", resolve));
    const address = holder.address();
    const port = typeof address === "object" ? `${address?.port}` : "";
    const ports = { ...(await freePorts()), [variable]: port };
    const dataDir = join(folder, `port-${variable}`);
    const { code, said } = await start({ ...ports, DATA_DIR: dataDir }).ended();
    holder.close();
    expect(code).toBe(1);
    expect(said).toContain(`Port ${port} on 127.0.0.1 is in use.`);
    expect(said).toContain(`set ${variable}`);
    expect(said).not.toMatch(/\n\s+at /);
  }
});

test("a bad environment ends with 78 and every problem, and shows no secret", async () => {
  const { code, said } = await start({
    PORT: "none",
    BASE_URL: "localhost/path",
    ENCRYPTION_KEY: "a-short-secret",
    DNS_SERVERS: "nowhere",
    LOG_LEVEL: "loud",
    AUTH_SECRET: "x",
    AUTH_SECRET_FILE: "/nowhere",
    DATA_DIR: join(folder, "bad"),
  }).ended();
  expect(code).toBe(78);
  const names = ["PORT", "BASE_URL", "ENCRYPTION_KEY", "DNS_SERVERS", "LOG_LEVEL", "AUTH_SECRET"];
  for (const name of names) expect(said).toContain(name);
  expect(said).not.toContain("a-short-secret");
});

test("an external database without keys, or that is not there, ends with what to do", async () => {
  const closed = `postgres://gatehouse:a-secret-word@127.0.0.1:${await freePort()}/gatehouse`;
  const ports = await freePorts();
  const keyless = await start({ ...ports, DATABASE_URL: closed }).ended();
  expect(keyless.code).toBe(78);
  expect(keyless.said).toContain("ENCRYPTION_KEY");
  const key = Buffer.alloc(32, 3).toString("base64");
  const keys = { ENCRYPTION_KEY: key, AUTH_SECRET: key };
  const { code, said } = await start({ ...ports, ...keys, DATABASE_URL: closed }).ended();
  expect(code).toBe(1);
  expect(said).toMatch(/PostgreSQL at 127\.0\.0\.1:\d+ does not answer/);
  expect(said).not.toContain("a-secret-word");
});

test("npm start comes back by itself after kill -9 of its whole process group", async () => {
  const dataDir = join(folder, "again");
  const ports = await freePorts();
  const ready = async () =>
    (await fetch(`http://127.0.0.1:${ports["MANAGEMENT_PORT"]}/readyz`)).status === 200;
  try {
    for (const _ of [1, 2, 3]) {
      const run = start({ ...ports, DATA_DIR: dataDir }, "scripts/start.mjs");
      await waitUntil("ready", ready, 30_000);
      process.kill(-run.pid, "SIGKILL");
      await run.ended();
    }
  } finally {
    killLeftovers(dataDir);
  }
});
