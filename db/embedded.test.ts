import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  isRunning,
  kill,
  killPid,
  newScenario,
  nextLine,
  postmasterPid,
  query,
  queryWhenBack,
} from "./embedded/test-scenario.ts";
import { attachEmbedded, type EmbeddedDatabase, startEmbedded } from "./embedded.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let scenario: ReturnType<typeof newScenario>;
let dataDir: string;
let open: EmbeddedDatabase[];

// A finished cluster, copied by every test that is not about the first start.
const template = newScenario();
let templateDir: string;

beforeAll(async () => {
  templateDir = join(await template.folder(), "data");
  const database = await startEmbedded({ dataDir: templateDir });
  await database.stop();
});

afterAll(() => template.end());

beforeEach(async () => {
  scenario = newScenario();
  dataDir = join(await scenario.folder(), "data");
  open = [];
});

afterEach(async () => {
  for (const database of open) await database.stop();
  await scenario.end();
});

/** Copies the finished cluster to where the test works. */
async function copyCluster(): Promise<void> {
  await promisify(execFile)("cp", ["-a", templateDir, dataDir]);
}

async function start(settings: Record<string, string> = {}): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, settings });
  open.push(database);
  return database;
}

function serverPid(): number {
  const pid = postmasterPid(dataDir);
  if (pid === null) throw new Error("No server runs.");
  return pid;
}

describe("the first start", () => {
  test("makes a checksummed UTF-8 cluster that any later start finds with its rows", async () => {
    const first = await start();
    const [settings] = await query(
      first.ownerUrl,
      `select current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
         pg_encoding_to_char(encoding) as encoding, datlocale as locale, datlocprovider::text as provider
       from pg_database where datname = 'gatehouse'`,
    );
    expect(settings).toEqual({
      checksums: "on",
      fsync: "on",
      encoding: "UTF8",
      locale: "C.UTF-8",
      provider: "b",
    });
    await query(first.ownerUrl, "create table kept as select 42 as answer");
    await first.stop();
    const second = await start();
    expect(await query(second.ownerUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  test("makes an app role that cannot create tables, and leaves no way in for the superuser", async () => {
    await copyCluster();
    const { appUrl, ownerUrl } = await start();
    await query(ownerUrl, "create table owned (id int)");
    await expect(query(appUrl, "create table mine (id int)")).rejects.toThrow("permission denied");
    await expect(query(appUrl, "drop table owned")).rejects.toThrow("must be owner");
    await expect(query(appUrl, "create role other")).rejects.toThrow("permission denied");
    const superuser = new URL(ownerUrl);
    superuser.username = "postgres";
    await expect(query(superuser.href, "select 1")).rejects.toThrow("no pg_hba.conf entry");
    superuser.pathname = "/postgres";
    await expect(query(superuser.href, "select 1")).rejects.toThrow("no pg_hba.conf entry");
  });

  test("keeps its passwords in a file of mode 600, and writes nothing beside its folder", async () => {
    await copyCluster();
    await start();
    const { mode } = await stat(join(dataDir, "postgres", "credentials.json"));
    expect(mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(["postgres"]);
  });

  test("begins anew where an earlier one was interrupted", async () => {
    await mkdir(join(dataDir, "postgres", "data.unfinished", "base"), { recursive: true });
    const { appUrl } = await start();
    expect(await query(appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(await readdir(join(dataDir, "postgres"))).not.toContain("data.unfinished");
  });
});

describe("a folder that is in use", () => {
  beforeEach(copyCluster);

  test("refuses a second start with the pid of the first, and lets a command line attach", async () => {
    const { child, answer } = scenario.supervisor(dataDir);
    const running = await answer;
    await expect(start()).rejects.toThrow(`(pid ${child.pid}) already runs`);
    const attached = await attachEmbedded({ dataDir });
    expect(attached).toEqual({ appUrl: running.appUrl, ownerUrl: running.ownerUrl });
    expect(await query(running.appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    await kill(child, "SIGTERM");
    expect(await attachEmbedded({ dataDir })).toBeNull();
    expect((await start()).adopted).toBe(false);
  });

  test("refuses a second start within the same process", async () => {
    await start();
    await expect(startEmbedded({ dataDir })).rejects.toThrow(`(pid ${process.pid})`);
  });

  test("lets exactly one of many first starts win", async () => {
    await rm(dataDir, { recursive: true });
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => start()));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
  });
});

describe("a killed parent", () => {
  beforeEach(copyCluster);

  test("leaves a server that the next start adopts, and stops at its end", async () => {
    const { child, answer } = scenario.supervisor(dataDir);
    const { appUrl } = await answer;
    const pid = serverPid();
    await kill(child, "SIGKILL");
    const next = await start();
    expect(next).toMatchObject({ adopted: true, appUrl });
    expect(serverPid()).toBe(pid);
    await next.stop();
    expect(isRunning(pid)).toBe(false);
  });

  test("leaves a server that is replaced when it has other settings", async () => {
    const { child, answer } = scenario.supervisor(dataDir);
    await answer;
    const pid = serverPid();
    await kill(child, "SIGKILL");
    const { adopted, appUrl } = await start({ work_mem: "5MB" });
    expect(adopted).toBe(false);
    expect(isRunning(pid)).toBe(false);
    expect(await query(appUrl, "show work_mem")).toEqual([{ work_mem: "5MB" }]);
  });

  test("leaves a server that is replaced when it does not let us in", async () => {
    const { child, answer } = scenario.supervisor(dataDir);
    await answer;
    await kill(child, "SIGKILL");
    await rm(join(dataDir, "postgres", "credentials.json"));
    const { adopted, appUrl } = await start();
    expect(adopted).toBe(false);
    expect(await query(appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("is watched over after an adoption too", async () => {
    const { child, answer } = scenario.supervisor(dataDir);
    await answer;
    await kill(child, "SIGKILL");
    const { appUrl } = await start();
    await killPid(serverPid());
    expect(await queryWhenBack(appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  });
});

describe("a killed server", () => {
  beforeEach(copyCluster);

  test("comes back by itself at the same address with every committed row", async () => {
    const { ownerUrl } = await start();
    await query(ownerUrl, "create table kept as select generate_series(1, 500) as id");
    const pid = serverPid();
    await killPid(pid);
    expect(await queryWhenBack(ownerUrl, "select count(*)::int from kept")).toEqual([
      { count: 500 },
    ]);
    expect(serverPid()).not.toBe(pid);
  });

  test("does not come back when stop() was called in the meantime", async () => {
    const database = await start();
    await killPid(serverPid());
    await database.stop();
    expect(await attachEmbedded({ dataDir })).toBeNull();
    expect((await start()).adopted).toBe(false);
  });

  test("recovers at the next start when its parent was killed with it", async () => {
    const { child, answer } = scenario.supervisor(dataDir);
    const { ownerUrl } = await answer;
    await query(ownerUrl, "create table kept as select generate_series(1, 500) as id");
    await kill(child, "SIGKILL");
    await killPid(serverPid());
    const next = await start();
    expect(await query(next.ownerUrl, "select count(*)::int from kept")).toEqual([{ count: 500 }]);
  });

  test("does not keep the next start off when another program has got its pid", async () => {
    await (await start()).stop();
    const file = join(dataDir, "postgres", "data", "postmaster.pid");
    await writeFile(file, `${process.pid}\n${dataDir}\n1000000000\n5432\n\n127.0.0.1\n`);
    expect((await start()).adopted).toBe(false);
  });
});

describe("the end", () => {
  beforeEach(copyCluster);

  test("Ctrl-C in the terminal leaves the server to the drain", async () => {
    const { child, answer } = scenario.supervisor(dataDir);
    const { appUrl } = await answer;
    const draining = nextLine(child);
    process.kill(-(child.pid ?? 0), "SIGINT");
    await draining;
    expect(await query(appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    await kill(child, "SIGTERM");
    expect(await attachEmbedded({ dataDir })).toBeNull();
  });

  test("an exit without stop() leaves no server behind", async () => {
    const { child, answer } = scenario.supervisor(dataDir, { ending: "exit-at-once" });
    await answer;
    await kill(child, "SIGTERM");
    expect((await start()).adopted).toBe(false);
  });

  test("lost passwords are replaced, and the rows stay", async () => {
    const first = await start();
    await query(first.ownerUrl, "create table kept as select 42 as answer");
    await first.stop();
    await rm(join(dataDir, "postgres", "credentials.json"));
    const second = await start();
    expect(second.ownerUrl.split("@")[0]).not.toBe(first.ownerUrl.split("@")[0]);
    expect(await query(second.ownerUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
  });
});

test("neither our environment nor a statement's text reaches the server's environment or log", async () => {
  await copyCluster();
  const { ownerUrl } = await start();
  await expect(query(ownerUrl, "select 'canary-value'::int")).rejects.toThrow("invalid input");
  await query(ownerUrl, "create table one (id text primary key)");
  await query(ownerUrl, "insert into one values ('canary-key')");
  await expect(query(ownerUrl, "insert into one values ('canary-key')")).rejects.toThrow();
  const log = await readFile(join(dataDir, "postgres", "server.log"), "utf8");
  expect(log).toContain("duplicate key");
  expect(log).not.toContain("canary-key");
  expect(log).not.toContain("select '");
  const environment = await readFile(`/proc/${serverPid()}/environ`, "utf8");
  expect(environment.split("\0").map((entry) => entry.split("=")[0])).not.toContain("VITEST");
});
