import { readdirSync, readFileSync } from "node:fs";

// USER_HZ is 100 in every Linux ABI that Node runs on (proc(5), times(2)).
const TICKS_PER_SECOND = 100;

/**
 * CPU seconds, user and system, that the given processes and all their descendants have used so far.
 * Descendants that ended count through their parent's `cutime` and `cstime` (proc(5)), which is how a
 * PostgreSQL backend that closed in between stays on the bill.
 */
export function cpuSeconds(roots: readonly number[]): number {
  const seen = new Set<number>();
  const waiting = [...roots];
  let ticks = 0;
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    if (seen.has(pid)) continue;
    seen.add(pid);
    ticks += ownTicks(pid);
    waiting.push(...childrenOf(pid));
  }
  return ticks / TICKS_PER_SECOND;
}

/** Resident memory of one process in bytes. */
export function residentBytes(pid: number): number {
  const match = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  if (match === null) throw new Error(`process ${pid} has no VmRSS`);
  return Number(match[1]) * 1024;
}

function ownTicks(pid: number): number {
  const stat = readIfThere(`/proc/${pid}/stat`);
  // The second field is the command in brackets and may hold spaces: count from the last bracket.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // utime stime cutime cstime are fields 14 to 17; `fields` starts at field 3.
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readIfThere(`/proc/${pid}/task/${thread}/children`).split(" ").filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

/** A process may end between being listed and being read; its parent then has its ticks. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
