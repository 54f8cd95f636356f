import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import postgres from "postgres";

export const repository = resolve(fileURLToPath(new URL("../..", import.meta.url)));

export type Server = { port: number; pid: number; stop(): Promise<void> };

/**
 * Starts `bench/reference/<name>.ts` in its own process and waits until it prints `listening PORT`.
 * @throws when it ends before that
 */
export async function startReference(name: string, args: readonly string[]): Promise<Server> {
  const child = spawn(process.execPath, [referencePath(name), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: referenceEnvironment(),
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^listening (\d+)$/.exec(line)?.[1];
    if (port === undefined) continue;
    child.stdout.resume();
    return { port: Number(port), pid: pidOf(child), stop: () => stopProcess(child) };
  }
  throw new Error(`bench/reference/${name}.ts ended before it listened`);
}

export function referencePath(name: string): string {
  return resolve(repository, "bench/reference", `${name}.ts`);
}

export function referenceEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
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
  const patience = setTimeout(() => child.kill("SIGKILL"), 30_000);
  await gone;
  clearTimeout(patience);
}

/** The postmaster behind a connection string: the parent of the backend that answers. */
export async function postmasterOf(url: string): Promise<number> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${row?.pid}/status`, "utf8"));
    if (parent === null) throw new Error("PostgreSQL is not on this machine");
    return Number(parent[1]);
  } finally {
    await sql.end();
  }
}

/** Ports that were free a moment ago, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const address = server.address();
      server.close();
      await once(server, "close");
      if (address === null || typeof address === "string") throw new Error("no port");
      return address.port;
    }),
  );
}
