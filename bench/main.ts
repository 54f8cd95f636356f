import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Bench, fullSizes, quickSizes, type Row } from "./lib/bench.ts";
import { type ConsoleFixture, startConsole } from "./lib/console-fixture.ts";
import { type Fixture, startFixture } from "./lib/fixture.ts";
import { startLoadGenerator } from "./lib/load.ts";
import { markdownTable, type Outcome, writeResults } from "./lib/report.ts";
import { clientTokensRow } from "./rows/client-tokens.ts";
import { consolePagesRow } from "./rows/console-pages.ts";
import { discoveryRow } from "./rows/discovery.ts";
import { discoveryTimingRow } from "./rows/discovery-timing.ts";
import { idleMemoryRow } from "./rows/idle-memory.ts";
import { passwordRateRow } from "./rows/password-rate.ts";
import { passwordTimingRow } from "./rows/password-timing.ts";
import { signInPageRow } from "./rows/sign-in-page.ts";
import { ssoTokenRow } from "./rows/sso-token.ts";
import { startRow } from "./rows/start.ts";

// npm run bench [-- --rows 1,console] [--quick]: measures rows of BENCH.md. A target that is missed is
// a result, exit 0; a row that could not be measured is an error, exit 1.

/** In the order in which they run: 8 and 9 last, when nothing else of the benchmark is running. */
const rows: readonly { name: string; row: Row; needs?: "fixture" | "console" }[] = [
  { name: "1", row: discoveryRow, needs: "fixture" },
  { name: "2", row: discoveryTimingRow, needs: "fixture" },
  { name: "3", row: passwordTimingRow, needs: "fixture" },
  { name: "4", row: passwordRateRow, needs: "fixture" },
  { name: "5", row: signInPageRow, needs: "console" },
  { name: "console", row: consolePagesRow, needs: "console" },
  { name: "7", row: ssoTokenRow },
  { name: "oidc", row: clientTokensRow },
  { name: "8", row: startRow },
  { name: "9", row: idleMemoryRow },
];
const names = rows.map(({ name }) => name);

const { values } = parseArgs({
  options: { rows: { type: "string" }, quick: { type: "boolean", default: false } },
});
const chosen = values.rows?.split(",") ?? names;
const unknown = chosen.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`No such row: ${unknown.join(", ")}. There are ${names.join(", ")}.`);
  process.exit(2);
}

const sizes = values.quick ? quickSizes : fullSizes;
const folder = await mkdtemp(join(tmpdir(), "gatehouse-bench-"));
const load = startLoadGenerator();
let fixture: Promise<Fixture> | null = null;
let largeConsole: Promise<ConsoleFixture> | null = null;
const bench: Bench = {
  sizes,
  folder,
  load,
  fixture: () => (fixture ??= startFixture(join(folder, "seeded"), sizes)),
  console: () => (largeConsole ??= startConsole(join(folder, "console"), sizes)),
  say: (line) => console.error(`bench: ${line}`),
};

// An interrupted benchmark leaves no server behind; its own children get the terminal's signal too.
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => stopAllBut().finally(() => process.exit(130)));
}

const outcomes: Outcome[] = [];
const failures: string[] = [];
for (const { name, row, needs } of rows) {
  if (!chosen.includes(name)) continue;
  await stopAllBut(needs);
  try {
    outcomes.push(...(await row(bench)));
  } catch (error) {
    failures.push(`row ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
await stopAllBut();
load.stop();

console.log(`\n${markdownTable(outcomes)}\n`);
for (const { row, name, notes } of outcomes) console.log(`${row} ${name}: ${notes.join(" ")}`);
console.log(`\nWritten to ${await writeResults(outcomes, sizes)}`);
if (values.quick) console.log("A quick run shows that the rows run; its figures prove nothing.");
for (const failure of failures) console.error(`bench: not measured: ${failure}`);
if (failures.length > 0) console.error(`bench: logs are kept in ${folder}`);
else await rm(folder, { recursive: true, force: true });
process.exitCode = failures.length > 0 ? 1 : 0;

/** Servers that a row does not need would only take its processor. */
async function stopAllBut(needed?: "fixture" | "console"): Promise<void> {
  if (needed !== "fixture") {
    const started = await fixture?.catch(() => null);
    fixture = null;
    await started?.stop();
  }
  if (needed !== "console") {
    const started = await largeConsole?.catch(() => null);
    largeConsole = null;
    await started?.stop();
  }
}
