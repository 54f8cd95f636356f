import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type ApiAnswer, type ApiInit, callApi } from "./api.ts";
import { type CliAnswer, type CliOptions, runCli } from "./cli.ts";
import { killLeftovers } from "./leftovers.ts";
import { freePort } from "./ports.ts";

export const root = fileURLToPath(new URL("../../", import.meta.url));

export type ProductPorts = { web: number; management: number; grpc: number };

export type ProductOptions = {
  /** Added to, and stronger than, what the product gets anyway. */
  env?: Readonly<Record<string, string>>;
  /** A folder that stays; without it a fresh one in the temporary folder, deleted by `stop`. */
  dataDir?: string;
  /** Those of an earlier start, to come back at the same address. */
  ports?: ProductPorts;
  readyWithinMs?: number;
};

export type Product = {
  baseUrl: string;
  managementUrl: string;
  ports: ProductPorts;
  dataDir: string;
  pid: number;
  /** The one-time setup link, as soon as the log has it. */
  setupLink(): Promise<string>;
  /** Everything written on stdout and stderr so far, line by line. */
  logs(): string[];
  cli(args: readonly string[], options?: CliOptions): Promise<CliAnswer>;
  /** A request to the web port, with JSON in and out. */
  api(path: string, init?: ApiInit): Promise<ApiAnswer>;
  /** Waits for the end of the web process; its exit code, null when a signal ended it. */
  ended(): Promise<number | null>;
  /** Sends the signal to the whole process group and waits until the product is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
};

/** Starts `entry/web.ts` in a process group of its own and waits until it says it is ready. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "gatehouse-")));
  const ports = options.ports ?? {
    web: await freePort(),
    management: await freePort(),
    grpc: await freePort(),
  };
  const baseUrl = options.env?.["BASE_URL"] ?? `http://localhost:${ports.web}`;
  const managementUrl = `http://127.0.0.1:${ports.management}`;
  const child = spawn(process.execPath, ["entry/web.ts"], {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...inherited(),
      NODE_ENV: "production",
      PORT: `${ports.web}`,
      MANAGEMENT_PORT: `${ports.management}`,
      GRPC_PORT: `${ports.grpc}`,
      DATA_DIR: dataDir,
      ...options.env,
    },
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("the product could not be started");
  const logs = collectLines(child);
  const gone = new Promise<number | null>((resolve) => child.once("close", resolve));

  const dropGroup = () => {
    signalGroup(pid, "SIGKILL");
    killLeftovers(dataDir);
  };
  process.once("exit", dropGroup);

  const kill = async (signal: NodeJS.Signals) => {
    signalGroup(pid, signal);
    await gone;
    process.off("exit", dropGroup);
  };
  const stop = async () => {
    const stuck = setTimeout(() => signalGroup(pid, "SIGKILL"), 30_000);
    await kill("SIGTERM");
    clearTimeout(stuck);
    dropGroup();
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };

  try {
    await ready(`${managementUrl}/readyz`, child, options.readyWithinMs ?? 60_000);
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}\n${logs.slice(-40).join("\n")}`);
  }
  return {
    baseUrl,
    managementUrl,
    ports,
    dataDir,
    pid,
    setupLink: () => findSetupLink(logs),
    logs: () => [...logs],
    cli: (args, cliOptions) => {
      const env = { ...inherited(), GATEHOUSE_URL: baseUrl, DATA_DIR: dataDir, ...options.env };
      return runCli(root, args, { ...cliOptions, env: { ...env, ...cliOptions?.env } });
    },
    api: (path, init) => callApi(new URL(path, baseUrl), init),
    ended: () => gone,
    kill,
    stop,
  };
}

// The rest of the environment stays out, so that a test sees what its own options say.
function inherited(): Record<string, string> {
  const names = ["PATH", "HOME", "TMPDIR", "LANG"];
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? ""]));
}

function collectLines(child: ChildProcess): string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      const parts = `${rest}${chunk}`.split("\n");
      rest = parts.pop() ?? "";
      lines.push(...parts);
    });
  }
  return lines;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

async function ready(url: string, child: ChildProcess, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the product ended with ${child.exitCode}`);
    const response = await fetch(url).catch(() => null);
    if (response?.status === 200) return;
    await sleep(50);
  }
  throw new Error(`the product was not ready in ${withinMs} ms`);
}

async function findSetupLink(logs: readonly string[]): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const link = /https?:\/\/[^\s"\\]+\/setup\?token=[^\s"\\]+/.exec(logs.join("\n"))?.[0];
    if (link !== undefined) return link;
    await sleep(50);
  }
  throw new Error("the log has no setup link");
}
