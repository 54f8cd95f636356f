import { staticChecks, unitTests } from "./lib/checks.mjs";
import { installAndRun } from "./lib/report.mjs";

await installAndRun([...staticChecks, unitTests]);
