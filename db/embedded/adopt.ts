import { setTimeout as sleep } from "node:timers/promises";
import { canConnect } from "./connect.ts";
import { type Credentials, urlsFor } from "./credentials.ts";
import { type RunningServer, type ServerPlan, serverArguments } from "./launch.ts";
import { hasEnded, isServing, type Postmaster, readPostmaster, stopServer } from "./postmaster.ts";
import { argumentsOf, startTicksOf } from "./process-identity.ts";

const watchEveryMs = 200;
const readyLimitMs = 60_000;

/** The server that runs on a folder, verified by its process; null when none does. */
export async function findOrphan(data: string): Promise<Postmaster | null> {
  const found = readPostmaster(data);
  if (found === null || !isServing(data, found)) return null;
  if (found.status !== "stopping") return found;
  if (!(await hasEnded(found.pid, readyLimitMs))) await stopServer(found.pid);
  return null;
}

/**
 * Takes over a server that a killed parent left, when it is the one that we would start ourselves
 * and lets us in; otherwise stops it and answers null.
 *
 * @throws EmbeddedDatabaseError when it has to be stopped and does not stop.
 */
export async function adoptOrStop(
  orphan: Postmaster,
  plan: ServerPlan,
  credentials: Credentials | null,
): Promise<RunningServer | null> {
  if (
    credentials !== null &&
    isSameServer(orphan, plan) &&
    (await isHealthy(orphan, plan, credentials))
  ) {
    return { pid: orphan.pid, port: orphan.port, ended: watch(orphan.pid) };
  }
  await stopServer(orphan.pid);
  return null;
}

/** Started from the same program with the same settings; the port may be any. */
function isSameServer(orphan: Postmaster, plan: ServerPlan): boolean {
  const expected = [
    plan.binaries.postgres,
    ...serverArguments(plan),
    ...["-c", `port=${orphan.port}`],
  ];
  return argumentsOf(orphan.pid).join("\0") === expected.join("\0");
}

async function isHealthy(orphan: Postmaster, plan: ServerPlan, credentials: Credentials) {
  const endsAt = Date.now() + readyLimitMs;
  while (readPostmaster(plan.layout.data)?.status !== "ready") {
    if (startTicksOf(orphan.pid) === null || Date.now() > endsAt) return false;
    await sleep(10);
  }
  const { appUrl, ownerUrl } = urlsFor(credentials, orphan.port);
  return (await canConnect(appUrl)) && (await canConnect(ownerUrl));
}

/** It is not our child, so nothing tells us of its end: look for it. */
function watch(pid: number): Promise<void> {
  const startTicks = startTicksOf(pid);
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (startTicks !== null && startTicksOf(pid) === startTicks) return;
      clearInterval(timer);
      resolve();
    }, watchEveryMs);
    timer.unref();
  });
}
