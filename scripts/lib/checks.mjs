import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureApache, ensureProgram, ensureValidatorLanguages } from "./apt.mjs";
import { ensureChromium } from "./browser.mjs";
import { ensureBuild } from "./build.mjs";
import { nodeEnv, nodePath } from "./node.mjs";
import { inRoot } from "./root.mjs";
import { capture } from "./run.mjs";

/**
 * @typedef {{ passed: number, failed: number, skipped?: number, output: string }} Outcome
 * @typedef {{ name: string, run: () => Promise<Outcome> }} Check
 */

/** What a check prints is kept and shown later, indented, where colours would only get in the way. */
const plainEnv = (more = {}) => nodeEnv({ NO_COLOR: "1", ...more });

const bin = (name) => inRoot("node_modules", ".bin", name);

/** The checks that read code and documents, each counted as one. @type {Check[]} */
export const staticChecks = [
  command("types", bin("tsc"), ["--noEmit"]),
  command("lint and format", bin("biome"), ["check", "--error-on-warnings"]),
  command("boundaries", process.execPath, [inRoot("scripts", "check-boundaries.mjs")]),
  command("dead code", bin("knip"), ["--no-progress"]),
  command("documents", process.execPath, [inRoot("scripts", "check-docs.mjs")]),
];

/** @type {Check} */
export const unitTests = { name: "unit tests", run: () => vitest(["--project", "unit"]) };

/** Unit and integration tests; the latter start servers of the distribution. @type {Check} */
export const vitestTests = {
  name: "unit and integration tests",
  run: async () => {
    await ensureProgram("pg_ctlcluster", "postgresql");
    await ensureProgram("pgbouncer", "pgbouncer");
    await ensureProgram("redis-server", "redis-server");
    await ensureValidatorLanguages();
    return vitest([]);
  },
};

/** @type {Check} */
export const browserTests = {
  name: "browser tests",
  run: async () => {
    const CHROMIUM_PATH = await ensureChromium();
    await ensureApache();
    await ensureBuild();
    return withReport(async (report) => {
      const cli = inRoot("node_modules", "@playwright", "test", "cli.js");
      const env = plainEnv({ CHROMIUM_PATH, E2E_REPORT: report });
      const { output } = await capture(nodePath(), [cli, "test"], { env });
      const { stats, errors } = readReport(report, output);
      const failed = stats.unexpected + stats.flaky + errors.length;
      return { passed: stats.expected, failed, skipped: stats.skipped, output };
    });
  },
};

function command(name, program, args) {
  return {
    name,
    run: async () => {
      const { code, output } = await capture(program, args, { env: plainEnv() });
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
    },
  };
}

function vitest(args) {
  return withReport(async (report) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const cli = inRoot("node_modules", "vitest", "vitest.mjs");
    const all = [cli, "run", ...reporters, ...args];
    const { code, output } = await capture(nodePath(), all, { env: plainEnv() });
    const tests = readReport(report, output);
    // A file that does not load, or an error outside any test, fails the run without failing a test.
    const failed = tests.numFailedTests || (code === 0 ? 0 : 1);
    return { passed: tests.numPassedTests, failed, skipped: tests.numPendingTests, output };
  });
}

/** Gives `work` a file name for its report, and removes it afterwards. */
async function withReport(work) {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-report-"));
  try {
    return await work(join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @throws {Error} with what the run printed, when it ended before it wrote its report */
function readReport(report, output) {
  if (!existsSync(report)) throw new Error(output);
  return JSON.parse(readFileSync(report, "utf8"));
}
