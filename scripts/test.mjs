import { browserTests, staticChecks, vitestTests } from "./lib/checks.mjs";
import { installAndRun } from "./lib/report.mjs";

await installAndRun([...staticChecks, vitestTests, browserTests]);
