import { spawn } from "node:child_process";

/** How a program is started under the server's account: directly, or through a wrapper program. */
export type Launch = { wrapper: string[]; uid?: number; gid?: number };

export type CommandResult = { ok: boolean; output: string };

/** Adds the wrapper in front of a command line. */
export function wrap(launch: Launch, program: string, args: string[]): [string, string[]] {
  const [first = program, ...rest] = [...launch.wrapper, program, ...args];
  return [first, rest];
}

/** The spawn options that make a child another user; supplementary groups are dropped with them. */
export function identityOf(launch: Launch): { uid?: number; gid?: number } {
  return {
    ...(launch.uid === undefined ? {} : { uid: launch.uid }),
    ...(launch.gid === undefined ? {} : { gid: launch.gid }),
  };
}

/**
 * Runs a program to its end. Never throws: a program that cannot be started is a failed result.
 *
 * @param options.input text for its standard input, where secrets may stand (argv is public).
 */
export function runCommand(
  launch: Launch,
  program: string,
  args: string[],
  options: { cwd: string; environment: NodeJS.ProcessEnv; input?: string },
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const [file, argv] = wrap(launch, program, args);
    let output = "";
    const failed = (error: unknown) => resolve({ ok: false, output: `${output}${String(error)}` });
    try {
      const child = spawn(file, argv, {
        cwd: options.cwd,
        env: options.environment,
        ...identityOf(launch),
      });
      child.stdout.on("data", (chunk) => {
        output += chunk;
      });
      child.stderr.on("data", (chunk) => {
        output += chunk;
      });
      child.stdin.on("error", () => undefined);
      child.stdin.end(options.input ?? "");
      child.on("error", failed);
      child.on("close", (code) => resolve({ ok: code === 0, output: output.trim() }));
    } catch (error) {
      failed(error);
    }
  });
}
