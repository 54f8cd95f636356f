import { ensurePackages } from "./packages.mjs";

/**
 * Installs the packages when they are missing, runs the checks one after the other, prints a line
 * for each and what a failed one said, and ends with `N passed, N failed` alone on the last line of
 * standard output. Sets the exit code: 1 when anything failed.
 *
 * @param {import("./checks.mjs").Check[]} checks
 */
export async function installAndRun(checks) {
  const packages = { name: "packages", run: () => ensurePackages().then(() => PACKAGES_INSTALLED) };
  const install = await report(packages);
  const outcomes = install.failed > 0 ? [install] : [];
  for (const check of install.failed > 0 ? [] : checks) outcomes.push(await report(check));
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
  process.exitCode = sum("failed") === 0 ? 0 : 1;
}

const PACKAGES_INSTALLED = { passed: 1, failed: 0, output: "" };

async function report(check) {
  const begin = performance.now();
  const outcome = await outcomeOf(check);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(
    `${outcome.failed === 0 ? "ok  " : "FAIL"} ${check.name}${counts(outcome)} ${seconds} s`,
  );
  if (outcome.failed > 0) console.log(indent(outcome.output));
  return outcome;
}

/** A check that passed nothing proved nothing, so it counts as failed. */
async function outcomeOf(check) {
  try {
    const outcome = await check.run();
    return outcome.passed + outcome.failed > 0
      ? outcome
      : { passed: 0, failed: 1, output: `nothing was tested\n${outcome.output}` };
  } catch (error) {
    return { passed: 0, failed: 1, output: error instanceof Error ? error.message : String(error) };
  }
}

function counts({ passed, failed, skipped = 0 }) {
  if (passed + failed + skipped === 1) return ",";
  return `: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""},`;
}

function indent(output) {
  return output.trimEnd().replace(/^/gm, "     ");
}
