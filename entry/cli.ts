import { createLog } from "#platform/log.ts";
import { singleton } from "#platform/singleton.ts";
import { runCommandLine } from "#transports/cli/program.ts";
import { StartError } from "./listen.ts";
import { startFailure } from "./start-failure.ts";
import { withStores } from "./stores.ts";

// Standard output is the command's answer alone, and standard error its failure: both are read by
// programs. What a log would say besides, the answer says.
singleton("log", () => createLog({ write() {} }));

process.stdout.on("error", ignoreClosedPipe);
process.exitCode = await runCommandLine(process.argv.slice(2), {
  withDatabase,
  migrate: () => withDatabase(async () => {}),
  writeOut: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
});

async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await withStores(work);
  } catch (error) {
    const reason = startFailure(error);
    throw reason === null ? error : new StartError(reason);
  }
}

/** `gatehouse ... | head` closes the pipe early, which is no failure. */
function ignoreClosedPipe(error: Error): void {
  if (!("code" in error && error.code === "EPIPE")) throw error;
}
