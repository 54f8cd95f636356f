import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import { chooseAccount, makeRoot } from "./embedded/account.ts";
import { adoptOrStop, findOrphan } from "./embedded/adopt.ts";
import { findBinaries } from "./embedded/binaries.ts";
import { prepareCluster } from "./embedded/cluster.ts";
import { connectFailure } from "./embedded/connect.ts";
import { readCredentials, urlsFor } from "./embedded/credentials.ts";
import { EmbeddedDatabaseError, errnoOf } from "./embedded/errors.ts";
import { launchServer, type ServerPlan } from "./embedded/launch.ts";
import { type Layout, layoutOf } from "./embedded/layout.ts";
import { takeLock } from "./embedded/lock.ts";
import { readPostmaster, servingProcess, stopServer } from "./embedded/postmaster.ts";
import { keepLogBounded } from "./embedded/server-log.ts";
import { serverSettings } from "./embedded/settings.ts";
import { type EmbeddedLog, supervise } from "./embedded/supervise.ts";

/** Connection URLs (postgres://, TCP on 127.0.0.1) that stay valid when the server is restarted. */
export type EmbeddedUrls = {
  /** For the running program: may not create or change tables. */
  appUrl: string;
  /** For migrations: owns the database and may create others. */
  ownerUrl: string;
};

export type EmbeddedDatabase = EmbeddedUrls & {
  /** Whether the server was left running by a killed parent and taken over. */
  adopted: boolean;
  /** Ends the remaining connections and the server; call it last in the drain. Safe to call twice. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** DATA_DIR; everything is written to `postgres/` below it. */
  dataDir: string;
  log?: EmbeddedLog;
  maxConnections?: number;
  /** Server settings on top of ours, such as `log_statement` in a test. */
  settings?: Record<string, string>;
};

const silent: EmbeddedLog = { info() {}, warn() {}, error() {} };

/**
 * Starts the PostgreSQL that ships with Gatehouse, makes its cluster on the first start, and keeps
 * it running until `stop()`. docs/decisions/0002-embedded-postgresql.md says how and why.
 *
 * @throws EmbeddedDatabaseError when another process holds the folder, no account may run the
 *   server, or the server does not start; the message is for the operator.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { log = silent, maxConnections = 100 } = options;
  const layout = await makeLayout(options.dataDir);
  const releaseLock = await takeLock(layout.root);
  try {
    const plan = await makePlan(layout, { ...serverSettings(maxConnections), ...options.settings });
    const { server, urls, adopted } = await adoptOrLaunch(plan);
    log.info({ pid: server.process.pid, port: server.port, adopted }, "embedded PostgreSQL runs");
    const logBound = keepLogBounded(layout.serverLog);
    const relaunch = (signal: AbortSignal) => launchServer(plan, { port: server.port, signal });
    const supervision = supervise(server, relaunch, log);
    const stopAll = async () => {
      await supervision.stop();
      logBound.stop();
      await releaseLock();
    };
    let stopped: Promise<void> | undefined;
    const stop = () => {
      stopped ??= stopAll();
      return stopped;
    };
    return { ...urls, adopted, stop };
  } catch (error) {
    await releaseLock();
    throw error;
  }
}

/**
 * Finds the server that another process supervises, for a command line on the same machine.
 *
 * @returns null when no server of that folder accepts connections.
 * @throws EmbeddedDatabaseError when the passwords are not readable for this user.
 */
export async function attachEmbedded({
  dataDir,
}: {
  dataDir: string;
}): Promise<EmbeddedUrls | null> {
  const layout = layoutOf(await realpath(dataDir).catch(() => resolve(dataDir)));
  const credentials = await readCredentials(layout.credentials);
  const found = readPostmaster(layout.data);
  if (credentials === null || found === null) return null;
  if (servingProcess(layout.data, found) === null) return null;
  const urls = urlsFor(credentials, found.port);
  return (await connectFailure(urls.appUrl)) === null ? urls : null;
}

/** Links are resolved, because the folder's name is part of what identifies its server. */
async function makeLayout(dataDir: string): Promise<Layout> {
  const folder = resolve(dataDir);
  try {
    await makeRoot(layoutOf(folder), folder);
    return layoutOf(await realpath(folder));
  } catch (error) {
    throw new EmbeddedDatabaseError(
      `DATA_DIR ${folder} cannot be used by this user (${errnoOf(error) || error}).`,
    );
  }
}

async function makePlan(layout: Layout, settings: Record<string, string>): Promise<ServerPlan> {
  const binaries = await findBinaries(layout.libraries);
  return { layout, binaries, settings, account: await chooseAccount(layout, binaries) };
}

async function adoptOrLaunch(plan: ServerPlan) {
  const orphan = await findOrphan(plan.layout.data);
  if (orphan !== null) {
    const known = await readCredentials(plan.layout.credentials);
    const server = await adoptOrStop(orphan, plan, known);
    if (server !== null && known !== null) {
      return { server, urls: urlsFor(known, server.port), adopted: true };
    }
  }
  const credentials = await prepareCluster(plan);
  const server = await launchServer(plan);
  const urls = urlsFor(credentials, server.port);
  const failure = await connectFailure(urls.appUrl);
  if (failure === null) return { server, urls, adopted: false };
  await stopServer(server.process);
  throw new EmbeddedDatabaseError(
    `The embedded PostgreSQL lets nobody in (${failure}). Delete ${plan.layout.credentials} and start again, to have new passwords set.`,
  );
}
