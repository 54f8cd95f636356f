import { stripVTControlCharacters } from "node:util";
import { log } from "#platform/log.ts";

const levels = { debug: "debug", log: "info", info: "info", warn: "warn", error: "error" } as const;

/**
 * Sends what Next writes to the console to the log instead: its lines are no JSON, and it prints
 * whole errors, which may carry what the log would redact.
 */
export function logConsole(): void {
  for (const [method, level] of Object.entries(levels)) {
    Reflect.set(globalThis.console, method, (...args: readonly unknown[]) => {
      const err = args.find((arg) => arg instanceof Error);
      const text = args.filter((arg) => typeof arg === "string").map(stripVTControlCharacters);
      log[level]({ source: "pages", ...(err && { err }) }, text.join(" ") || "a page failed");
    });
  }
}
