import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Bench, fullSizes, quickSizes, type Row } from "./lib/bench.ts";
import { type Fixture, startFixture } from "./lib/fixture.ts";
import { startLoadGenerator } from "./lib/load.ts";
import { markdownTable, type Outcome, writeResults } from "./lib/report.ts";
import { discoveryRow } from "./rows/discovery.ts";
import { discoveryTimingRow } from "./rows/discovery-timing.ts";
import { idleMemoryRow } from "./rows/idle-memory.ts";
import { passwordRateRow } from "./rows/password-rate.ts";
import { passwordTimingRow } from "./rows/password-timing.ts";
import { startRow } from "./rows/start.ts";

// npm run bench [-- --rows 1,2] [--quick]: measures rows of BENCH.md. A target that is missed is a
// result, exit 0; a row that could not be measured is an error, exit 1.

/** In the order in which they run: 8 and 9 last, when nothing else of the benchmark is running. */
const rows: Readonly<Record<string, Row>> = {
  "1": discoveryRow,
  "2": discoveryTimingRow,
  "3": passwordTimingRow,
  "4": passwordRateRow,
  "8": startRow,
  "9": idleMemoryRow,
};
const needsFixture = new Set(["1", "2", "3", "4"]);

const { values } = parseArgs({
  options: { rows: { type: "string" }, quick: { type: "boolean", default: false } },
});
const chosen = values.rows?.split(",") ?? Object.keys(rows);
const unknown = chosen.filter((number) => rows[number] === undefined);
if (unknown.length > 0) {
  console.error(`No such row: ${unknown.join(", ")}. There are ${Object.keys(rows).join(", ")}.`);
  process.exit(2);
}

const sizes = values.quick ? quickSizes : fullSizes;
const folder = await mkdtemp(join(tmpdir(), "gatehouse-bench-"));
const load = startLoadGenerator();
let fixture: Promise<Fixture> | null = null;
const bench: Bench = {
  sizes,
  folder,
  load,
  fixture: () => (fixture ??= startFixture(join(folder, "seeded"), sizes)),
  say: (line) => console.error(`bench: ${line}`),
};

// An interrupted benchmark leaves no server behind; its own children get the terminal's signal too.
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => stopFixture().finally(() => process.exit(130)));
}

const outcomes: Outcome[] = [];
const failures: string[] = [];
for (const [number, row] of Object.entries(rows)) {
  if (!chosen.includes(number)) continue;
  if (!needsFixture.has(number)) await stopFixture();
  try {
    outcomes.push(...(await row(bench)));
  } catch (error) {
    failures.push(`row ${number}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
await stopFixture();
load.stop();

console.log(`\n${markdownTable(outcomes)}\n`);
for (const { row, name, notes } of outcomes) console.log(`${row} ${name}: ${notes.join(" ")}`);
console.log(`\nWritten to ${await writeResults(outcomes, sizes)}`);
if (values.quick) console.log("A quick run shows that the rows run; its figures prove nothing.");
for (const failure of failures) console.error(`bench: not measured: ${failure}`);
if (failures.length > 0) console.error(`bench: logs are kept in ${folder}`);
else await rm(folder, { recursive: true, force: true });
process.exitCode = failures.length > 0 ? 1 : 0;

async function stopFixture(): Promise<void> {
  const started = await fixture?.catch(() => null);
  fixture = null;
  await started?.stop();
}
