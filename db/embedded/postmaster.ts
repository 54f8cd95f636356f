import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedDatabaseError } from "./errors.ts";
import {
  argumentsOf,
  identify,
  isAlive,
  type ProcessIdentity,
  signal,
  startSecondsOf,
} from "./process-identity.ts";

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
 * The process of a `postmaster.pid`, when it is the server that wrote it and not one that got its
 * pid later. The folder proves it, or (after a move of the folder) the moment of the start.
 */
export function servingProcess(data: string, written: Postmaster): ProcessIdentity | null {
  const argv = argumentsOf(written.pid);
  const startSeconds = startSecondsOf(written.pid);
  if (basename(argv[0] ?? "") !== "postgres" || startSeconds === null) return null;
  const clockToleranceSeconds = 5;
  const isOfFolder = argv[argv.indexOf("-D") + 1] === data;
  const isOfMoment = Math.abs(startSeconds - written.startSeconds) < clockToleranceSeconds;
  return isOfFolder || isOfMoment ? identify(written.pid) : null;
}

const fastShutdownMs = 30_000;
const immediateShutdownMs = 10_000;

/**
 * Stops a server: first cleanly, ending its connections; by crash recovery when that takes
 * longer than 30 s.
 *
 * @throws EmbeddedDatabaseError when it survives both.
 */
export async function stopServer(server: ProcessIdentity): Promise<void> {
  signal(server, "SIGINT");
  if (await hasEnded(server, fastShutdownMs)) return;
  signal(server, "SIGQUIT");
  if (await hasEnded(server, immediateShutdownMs)) return;
  throw new EmbeddedDatabaseError(`The embedded PostgreSQL (pid ${server.pid}) does not stop.`);
}

/** Waits for a process to end; false after the time is over. */
export async function hasEnded(server: ProcessIdentity, waitMs: number): Promise<boolean> {
  const endsAt = Date.now() + waitMs;
  while (isAlive(server)) {
    if (Date.now() > endsAt) return false;
    await sleep(10);
  }
  return true;
}
