import { readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { connectFailure } from "./connect.ts";
import { type Credentials, urlsFor } from "./credentials.ts";
import { type RunningServer, type ServerPlan, serverArguments } from "./launch.ts";
import {
  hasEnded,
  type Postmaster,
  readPostmaster,
  servingProcess,
  stopServer,
} from "./postmaster.ts";
import { argumentsOf, isAlive, type ProcessIdentity } from "./process-identity.ts";
import { settingArguments } from "./settings.ts";

const watchEveryMs = 200;
const readyLimitMs = 60_000;

/** A server that nobody supervises, as found on its folder. */
export type Orphan = { process: ProcessIdentity; written: Postmaster };

/** The server that runs on a folder, verified by its process; null when none does. */
export async function findOrphan(data: string): Promise<Orphan | null> {
  const written = readPostmaster(data);
  const process = written && servingProcess(data, written);
  if (!written || !process) return null;
  if (written.status !== "stopping") return { process, written };
  if (!(await hasEnded(process, readyLimitMs))) await stopServer(process);
  return null;
}

/**
 * Takes over a server that a killed parent left, when it is the one that we would start ourselves
 * and lets us in; otherwise stops it and answers null.
 *
 * @throws EmbeddedDatabaseError when it has to be stopped and does not stop.
 */
export async function adoptOrStop(
  orphan: Orphan,
  plan: ServerPlan,
  credentials: Credentials | null,
): Promise<RunningServer | null> {
  const { port } = orphan.written;
  if (credentials !== null && isSameServer(orphan, plan)) {
    if (await isHealthy(orphan, plan, credentials)) {
      return { process: orphan.process, port, ended: watch(orphan.process) };
    }
  }
  await stopServer(orphan.process);
  return null;
}

/** Started from the same program, not replaced since, with the same settings; any port will do. */
function isSameServer({ process, written }: Orphan, plan: ServerPlan): boolean {
  const argv = [
    plan.binaries.postgres,
    ...serverArguments(plan),
    ...settingArguments({ port: String(written.port) }),
  ];
  return argumentsOf(process.pid).join("\0") === argv.join("\0") && !isReplaced(process.pid);
}

/** An upgrade of the package leaves the old program running under the same name. */
function isReplaced(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`).endsWith(" (deleted)");
  } catch {
    return false;
  }
}

async function isHealthy(orphan: Orphan, plan: ServerPlan, credentials: Credentials) {
  const endsAt = Date.now() + readyLimitMs;
  while (readPostmaster(plan.layout.data)?.status !== "ready") {
    if (!isAlive(orphan.process) || Date.now() > endsAt) return false;
    await sleep(10);
  }
  const { appUrl, ownerUrl } = urlsFor(credentials, orphan.written.port);
  return (await connectFailure(appUrl)) === null && (await connectFailure(ownerUrl)) === null;
}

/** It is not our child, so nothing tells us of its end: look for it. */
function watch(process: ProcessIdentity): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(process)) return;
      clearInterval(timer);
      resolve();
    }, watchEveryMs);
    timer.unref();
  });
}
