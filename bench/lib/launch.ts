import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { pidOf, repository, stopProcess } from "./servers.ts";

export type Launched = {
  pid: number;
  /** Milliseconds from the spawn until the ready address answered 200. */
  readyAfter: number;
  stop(): Promise<void>;
};

/**
 * Starts one Node program and asks `readyUrl` every 5 ms until it answers 200, as a supervisor would.
 * In: `logPath`, where its output goes. Throws when it ends first, or is not ready in a minute.
 */
export async function launch(options: {
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  readyUrl: string;
  logPath: string;
}): Promise<Launched> {
  const output = openSync(options.logPath, "a");
  const start = performance.now();
  const child = spawn(process.execPath, [...options.args], {
    cwd: repository,
    env: options.env,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  while (!(await answers(options.readyUrl))) {
    if (hasEnded(child)) throw new Error(`${options.args[0]} ended: see ${options.logPath}`);
    if (performance.now() - start > 60_000) {
      await stopProcess(child);
      throw new Error(`${options.args[0]} is not ready: see ${options.logPath}`);
    }
    await sleep(5);
  }
  const readyAfter = performance.now() - start;
  return { pid: pidOf(child), readyAfter, stop: () => stopProcess(child) };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on("error", () => resolve(false));
  });
}
