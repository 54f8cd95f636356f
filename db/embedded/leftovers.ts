import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedDatabaseError } from "./errors.ts";
import { readPostmaster, servingProcess } from "./postmaster.ts";
import { argumentsOf } from "./process-identity.ts";

const lingerMs = 10_000;

/**
 * Clears what a killed server left, so that a new one may start on its folder: waits until the last
 * of its workers let go of the shared memory (two generations on one folder would destroy it), and
 * removes `postmaster.pid` when its pid is taken, by another program or by a zombie that nobody
 * reaps (a container without an init): the server itself would take either for a running server.
 *
 * @throws EmbeddedDatabaseError when a worker of the dead server does not end.
 */
export async function clearLeftovers(data: string): Promise<void> {
  const left = readPostmaster(data);
  if (left === null) return;
  if (servingProcess(data, left) !== null) {
    throw new EmbeddedDatabaseError(`A PostgreSQL (pid ${left.pid}) still runs on ${data}.`);
  }
  const endsAt = Date.now() + lingerMs;
  while (isAttached(left.sharedMemoryId)) {
    if (Date.now() > endsAt) {
      throw new EmbeddedDatabaseError(
        `Workers of a killed PostgreSQL still use ${data}. End them and start again.`,
      );
    }
    if (Date.now() > endsAt - lingerMs / 2) killWorkers(data);
    await sleep(20);
  }
  if (existsSync(`/proc/${left.pid}`)) await rm(join(data, "postmaster.pid"), { force: true });
}

/** The kernel counts the processes of each segment; any user may read it. */
function isAttached(sharedMemoryId: number | null): boolean {
  if (sharedMemoryId === null) return false;
  let table: string;
  try {
    table = readFileSync("/proc/sysvipc/shm", "utf8");
  } catch {
    return false;
  }
  return table.split("\n").some((line) => {
    const [, id, , , , , attached] = line.trim().split(/\s+/);
    return Number(id) === sharedMemoryId && Number(attached) > 0;
  });
}

/** Workers have the data folder as their working directory (and so may an operator's shell). */
function killWorkers(data: string): void {
  for (const entry of readdirSync("/proc")) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    try {
      const isWorker = argumentsOf(pid)[0]?.startsWith("postgres") ?? false;
      if (isWorker && readlinkSync(`/proc/${pid}/cwd`) === data) process.kill(pid, "SIGKILL");
    } catch {
      // Ended meanwhile, or of another user.
    }
  }
}
