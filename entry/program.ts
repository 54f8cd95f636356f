import { log } from "#platform/log.ts";
import { startFailure } from "./start-failure.ts";

type Step = () => Promise<unknown>;

export type Stopping = {
  /** Adds a step that comes before those already there: what was opened last closes first. */
  add(step: Step): void;
};

/**
 * Runs a program until SIGTERM or SIGINT, then its stopping steps in reverse order. A second signal
 * ends it at once. A start that fails says why and exits with 1.
 */
export async function runProgram(start: (stopping: Stopping) => Promise<void>): Promise<void> {
  const steps: Step[] = [];
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= runSteps(steps);
    return stopped;
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, async () => {
      if (stopped) process.exit(1);
      log.info({ signal }, "stopping");
      await stop();
      process.exit(0);
    });
  }
  // A promise that nobody awaited is a fault, and no reason to drop everybody else's requests.
  process.on("unhandledRejection", (error) => log.error({ err: error }, "unhandled rejection"));
  process.on("uncaughtException", async (error) => {
    log.fatal({ err: error }, "uncaught exception");
    await stop();
    process.exit(1);
  });
  try {
    await start({ add: (step) => steps.unshift(step) });
  } catch (error) {
    const reason = startFailure(error);
    if (reason === null) log.fatal({ err: error }, "the start failed");
    else process.stderr.write(`${reason}\n`);
    await stop();
    process.exit(1);
  }
}

async function runSteps(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    await step().catch((error: unknown) => log.error({ err: error }, "a stopping step failed"));
  }
}
