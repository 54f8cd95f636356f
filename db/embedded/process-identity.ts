import { readFileSync } from "node:fs";
import { errnoOf } from "./errors.ts";

/** Tells one process from a later one with the same pid, also across reboots. */
export type ProcessIdentity = { pid: number; startTicks: number; bootId: string };

/** The calling process. */
export function ownIdentity(): ProcessIdentity {
  const identity = identify(process.pid);
  if (identity === null) throw new Error("/proc is not readable");
  return identity;
}

/** The process that has a pid now; null when there is none. */
export function identify(pid: number): ProcessIdentity | null {
  const startTicks = startTicksOf(pid);
  return startTicks === null ? null : { pid, startTicks, bootId: bootId() };
}

/** Sends a signal to that very process; one that has ended is no error. */
export function signal(identity: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, name);
  } catch (error) {
    if (errnoOf(error) !== "ESRCH") throw error;
  }
}

/** Whether that very process still runs; a zombie or a reused pid does not count. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identity.bootId === bootId() && startTicksOf(identity.pid) === identity.startTicks;
}

/** Start of a running process in clock ticks since boot; null when there is none. */
function startTicksOf(pid: number): number | null {
  const stat = readProc(`${pid}/stat`);
  if (stat === null) return null;
  // The second field is the command in parentheses and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state] = fields;
  if (state === "Z" || state === "X") return null;
  return Number(fields[19]);
}

/** Start of a running process in seconds since 1970; null when there is none. */
export function startSecondsOf(pid: number): number | null {
  const ticks = startTicksOf(pid);
  const bootSeconds = /^btime (\d+)$/m.exec(readProc("stat") ?? "")?.[1];
  if (ticks === null || bootSeconds === undefined) return null;
  const ticksPerSecond = 100;
  return Number(bootSeconds) + ticks / ticksPerSecond;
}

/** The arguments a process was started with; empty when there is no such process. */
export function argumentsOf(pid: number): string[] {
  return (readProc(`${pid}/cmdline`) ?? "").split("\0").slice(0, -1);
}

/** The identifier that the kernel draws at each boot. */
function bootId(): string {
  return (readProc("sys/kernel/random/boot_id") ?? "").trim();
}

function readProc(path: string): string | null {
  try {
    return readFileSync(`/proc/${path}`, "utf8");
  } catch {
    return null;
  }
}
