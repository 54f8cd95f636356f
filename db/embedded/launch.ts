import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { identityOf, wrap } from "./command.ts";
import { EmbeddedDatabaseError } from "./errors.ts";
import type { Layout } from "./layout.ts";
import { clearLeftovers } from "./leftovers.ts";
import { readPostmaster, stopServer } from "./postmaster.ts";
import { identify, isAlive, type ProcessIdentity } from "./process-identity.ts";
import { logTail, openServerLog } from "./server-log.ts";
import { settingArguments } from "./settings.ts";

/** A server that accepts connections; `ended` resolves when its postmaster is gone. */
export type RunningServer = { process: ProcessIdentity; port: number; ended: Promise<void> };

export type ServerPlan = {
  layout: Layout;
  binaries: Binaries;
  account: Account;
  settings: Record<string, string>;
};

const portAttempts = 5;
const recoveryLimitMs = 10 * 60_000;

/** The command line of a server, without its port. Another one in its place is not adopted. */
export function serverArguments({ layout, settings }: ServerPlan): string[] {
  return ["-D", layout.data, ...settingArguments(settings)];
}

/**
 * Starts the server and waits until it accepts connections, through crash recovery if need be.
 *
 * @param port the port to keep after a crash; a free one is chosen when it is not given.
 * @throws EmbeddedDatabaseError with the end of the server's log.
 */
export async function launchServer(
  plan: ServerPlan,
  options: { port?: number; signal?: AbortSignal } = {},
): Promise<RunningServer> {
  await clearLeftovers(plan.layout.data);
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    try {
      return await launchOn(plan, port, options.signal);
    } catch (error) {
      const isTaken = error instanceof Error && error.message.includes("could not bind");
      if (!isTaken || options.port !== undefined || attempt >= portAttempts) throw error;
    }
  }
}

async function launchOn(plan: ServerPlan, port: number, signal?: AbortSignal) {
  const { layout, binaries, account } = plan;
  const log = await openServerLog(layout.serverLog);
  try {
    const logged = (await log.stat()).size;
    const [file, argv] = wrap(account.run, binaries.postgres, [
      ...serverArguments(plan),
      ...settingArguments({ port: String(port) }),
    ]);
    // A session of its own: Ctrl-C in our terminal must not end the server before our drain does.
    const child = spawn(file, argv, {
      cwd: layout.root,
      env: binaries.environment,
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
      ...identityOf(account.run),
    });
    const ended = new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.once("error", () => resolve());
    });
    child.unref();
    const identity = identify(child.pid ?? 0);
    if (identity !== null && (await becomesReady(identity, layout.data, signal))) {
      return { process: identity, port, ended };
    }
    throw new EmbeddedDatabaseError(
      `The embedded PostgreSQL did not start. Its log: ${await logTail(layout.serverLog, logged)}`,
    );
  } finally {
    await log.close();
  }
}

/** Waits for connections to be accepted; false when the server ended instead. */
async function becomesReady(server: ProcessIdentity, data: string, signal?: AbortSignal) {
  const endsAt = Date.now() + recoveryLimitMs;
  for (;;) {
    const written = readPostmaster(data);
    if (written?.pid === server.pid && written.status === "ready") return true;
    if (!isAlive(server)) return false;
    if (signal?.aborted || Date.now() > endsAt) {
      await stopServer(server);
      throw new EmbeddedDatabaseError("The embedded PostgreSQL was stopped before it was ready.");
    }
    await sleep(4);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
