import { expect, test } from "vitest";
import { createLog } from "#platform/log.ts";
import { singleton } from "#platform/singleton.ts";
import { startProcessWith } from "#platform/test-process.ts";
import { logConsole } from "./next-console.ts";

test("what Next prints reaches the log alone, redacted and as JSON", () => {
  startProcessWith({ LOG_LEVEL: "info" });
  const lines: string[] = [];
  singleton("log", () => createLog({ write: (line) => lines.push(line) }));
  const before = { ...globalThis.console };
  logConsole();
  const { error, log } = globalThis.console;
  Object.assign(globalThis.console, before);

  error(new Error("Failed query: select 1\nparams: ada@acme.com"));
  log("\u001b[32m✓\u001b[39m Ready");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: "error", source: "pages", msg: "a page failed" },
    { level: "info", msg: "✓ Ready" },
  ]);
  expect(lines.join()).not.toContain("ada@acme.com");
});
