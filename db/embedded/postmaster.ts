import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedDatabaseError } from "./errors.ts";
import { argumentsOf, startSecondsOf, startTicksOf } from "./process-identity.ts";

/** What a server writes into `postmaster.pid` in its data folder. */
export type Postmaster = {
  pid: number;
  startSeconds: number;
  port: number;
  sharedMemoryId: number | null;
  status: string;
};

/** Reads the file; null when it is missing or not complete yet. */
export function readPostmaster(data: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const sharedMemoryId = Number((lines[6] ?? "").trim().split(/\s+/)[1]);
  return {
    pid,
    startSeconds: Number(lines[2]),
    port: Number(lines[3]),
    sharedMemoryId: Number.isInteger(sharedMemoryId) ? sharedMemoryId : null,
    status: (lines[7] ?? "").trim(),
  };
}

/**
 * Whether the process of a `postmaster.pid` is the server that wrote it, and not one that got its
 * pid later. The folder proves it, or (after a move of the folder) the moment of the start.
 */
export function isServing(data: string, postmaster: Postmaster): boolean {
  const argv = argumentsOf(postmaster.pid);
  if (basename(argv[0] ?? "") !== "postgres") return false;
  const startSeconds = startSecondsOf(postmaster.pid);
  if (startSeconds === null) return false;
  const clockToleranceSeconds = 5;
  return (
    argv[argv.indexOf("-D") + 1] === data ||
    Math.abs(startSeconds - postmaster.startSeconds) < clockToleranceSeconds
  );
}

const fastShutdownMs = 30_000;
const immediateShutdownMs = 10_000;

/**
 * Stops a server: first cleanly, ending its connections; by crash recovery when that takes
 * longer than 30 s.
 *
 * @throws EmbeddedDatabaseError when it survives both.
 */
export async function stopServer(pid: number): Promise<void> {
  for (const [signal, waitMs] of [
    ["SIGINT", fastShutdownMs],
    ["SIGQUIT", immediateShutdownMs],
  ] as const) {
    if (startTicksOf(pid) === null) return;
    process.kill(pid, signal);
    if (await hasEnded(pid, waitMs)) return;
  }
  throw new EmbeddedDatabaseError(`The embedded PostgreSQL (pid ${pid}) does not stop.`);
}

/** Waits for a process to end; false after the time is over. */
export async function hasEnded(pid: number, waitMs: number): Promise<boolean> {
  const endsAt = Date.now() + waitMs;
  while (startTicksOf(pid) !== null) {
    if (Date.now() > endsAt) return false;
    await sleep(10);
  }
  return true;
}
