import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";

export type CliOptions = {
  stdin?: string;
  env?: Readonly<Record<string, string>>;
};

export type CliAnswer = {
  code: number | null;
  stdout: string;
  stderr: string;
  /** The document on stdout, with `--json`; null when it is none. */
  json: unknown;
};

/** Runs `bin/gatehouse`, without a terminal. */
export async function runCli(
  root: string,
  args: readonly string[],
  options: CliOptions,
): Promise<CliAnswer> {
  const child = spawn(join(root, "bin/gatehouse"), args, {
    cwd: root,
    env: { NODE_ENV: "production", ...options.env },
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.stdin ?? "");
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr, json: parsed(stdout) };
}

function parsed(stdout: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch {
    return null;
  }
}
