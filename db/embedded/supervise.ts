import { setTimeout as sleep } from "node:timers/promises";
import type { RunningServer } from "./launch.ts";
import { stopServer } from "./postmaster.ts";
import { signal } from "./process-identity.ts";

/** The part of a pino logger that is used here. */
export type EmbeddedLog = Record<"info" | "warn" | "error", (fields: object, text: string) => void>;

const firstDelayMs = 50;
const longestDelayMs = 5_000;
const steadyAfterMs = 10_000;

/**
 * Keeps a server running until it is told to stop. One that ends by itself is started again, at
 * once and then at growing distances of up to 5 s, for as long as it takes: a full disk may be
 * emptied.
 *
 * @param relaunch starts the server on the port that clients know.
 */
export function supervise(
  first: RunningServer,
  relaunch: (signal: AbortSignal) => Promise<RunningServer>,
  log: EmbeddedLog,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  let current = first;
  let delayMs = firstDelayMs;
  let runsSince = Date.now();

  async function restart(): Promise<void> {
    if (Date.now() - runsSince > steadyAfterMs) delayMs = firstDelayMs;
    for (;;) {
      await sleep(delayMs, undefined, { signal: stopping.signal });
      delayMs = Math.min(delayMs * 2, longestDelayMs);
      try {
        current = await relaunch(stopping.signal);
        runsSince = Date.now();
        log.warn({ pid: current.process.pid }, "embedded PostgreSQL runs again");
        return;
      } catch (error) {
        log.error({ err: error }, "embedded PostgreSQL does not start again yet");
      }
    }
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await Promise.race([current.ended, stopped]);
      if (stopping.signal.aborted) return;
      log.error({ pid: current.process.pid }, "embedded PostgreSQL ended by itself");
      await restart();
    }
  }

  // An exit without stop() must not leave a server behind; after kill -9 the next start adopts it.
  const onExit = () => signal(current.process, "SIGINT");
  process.once("exit", onExit);
  const watching = watch().catch((error: unknown) => {
    if (!stopping.signal.aborted) log.error({ err: error }, "embedded PostgreSQL is not watched");
  });

  return {
    async stop() {
      process.off("exit", onExit);
      stopping.abort();
      await stopServer(current.process);
      await watching;
      await stopServer(current.process);
    },
  };
}
