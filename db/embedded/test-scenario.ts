import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import postgres from "postgres";

export const supervisorScript = fileURLToPath(new URL("./test-supervisor.ts", import.meta.url));

/** What a started program answers; a failed one answers `error`. */
export type Answer = { adopted: boolean; appUrl: string; ownerUrl: string; error?: string };

/** Folders and processes of one test, taken away by `end()` whatever the test did to them. */
export function newScenario() {
  const folders: string[] = [];
  const children: ChildProcess[] = [];

  /** A folder that other users may pass through, unless a test closes it. */
  async function folder(): Promise<string> {
    const made = await mkdtemp(join(tmpdir(), "gatehouse-embedded-"));
    await chmod(made, 0o711);
    folders.push(made);
    return made;
  }

  /** Starts the supervising program in its own process group, and waits for its first line. */
  function supervisor(
    dataDir: string,
    options: { command?: string[]; script?: string; ending?: string } = {},
  ) {
    const [file = process.execPath, ...args] = [
      ...(options.command ?? []),
      ...[process.execPath, options.script ?? supervisorScript, dataDir],
      ...(options.ending === undefined ? [] : [options.ending]),
    ];
    const child = spawn(file, args, { stdio: ["pipe", "pipe", "inherit"], detached: true });
    children.push(child);
    return { child, answer: nextLine(child) };
  }

  async function end(): Promise<void> {
    for (const child of children) await kill(child, "SIGKILL");
    for (const made of folders) {
      for (const dataDir of [made, join(made, "data"), join(made, ".data")]) {
        const pid = postmasterPid(dataDir);
        if (pid !== null) await killPid(pid);
      }
      await rm(made, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    }
  }

  return { folder, supervisor, adoptChild: (child: ChildProcess) => children.push(child), end };
}

/** The first JSON line of a program's output. */
export async function nextLine(child: ChildProcess): Promise<Answer> {
  if (child.stdout === null) throw new Error("The output is not piped.");
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error("The program ended without an answer.");
}

/** Ends a child and waits for it. */
export async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await exited;
}

/** Kills a process that is not our child, and waits until it is gone. */
export async function killPid(pid: number): Promise<void> {
  if (!isRunning(pid)) return;
  process.kill(pid, "SIGKILL");
  while (isRunning(pid)) await sleep(5);
}

export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** The pid that the server of a data folder wrote down; null when it wrote none. */
export function postmasterPid(dataDir: string): number | null {
  try {
    const file = join(dataDir, "postgres", "data", "postmaster.pid");
    return Number(readFileSync(file, "utf8").split("\n")[0]);
  } catch {
    return null;
  }
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined, connect_timeout: 5 });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Repeats a statement until the server answers, for at most 10 s. */
export async function queryWhenBack(url: string, text: string): Promise<Record<string, unknown>[]> {
  const endsAt = Date.now() + 10_000;
  for (;;) {
    try {
      return await query(url, text);
    } catch (error) {
      if (Date.now() > endsAt) throw error;
      await sleep(20);
    }
  }
}
