import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export type Server = { port: number; pid: number; stop(): Promise<void> };

/**
 * Starts `bench/reference/<name>.ts` in its own process and waits until it prints `listening PORT`.
 * @throws with the program's own words when it ends before that
 */
export async function startReference(name: string, args: readonly string[]): Promise<Server> {
  const script = fileURLToPath(new URL(`../reference/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^listening (\d+)$/.exec(line)?.[1];
    if (port === undefined) continue;
    child.stdout.resume();
    return { port: Number(port), pid: pidOf(child), stop: () => stopProcess(child) };
  }
  throw new Error(`bench/reference/${name}.ts ended before it listened`);
}

export function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error("the process did not start");
  return child.pid;
}

/** Ends one process that this benchmark started, and waits until it is gone. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await gone;
  clearTimeout(patience);
}
