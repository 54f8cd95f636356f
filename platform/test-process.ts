import { randomBytes } from "node:crypto";
import { vi } from "vitest";

/** For tests: as if the process had started with these variables beside those of vitest.config.ts. */
export function startProcessWith(variables: Record<string, string> = {}): void {
  const singletons: unknown = Reflect.get(globalThis, Symbol.for("gatehouse.singletons"));
  if (singletons instanceof Map) singletons.clear();
  vi.unstubAllEnvs();
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}

/** A new key as an environment variable carries it. */
export function newKey(): string {
  return randomBytes(32).toString("base64");
}
