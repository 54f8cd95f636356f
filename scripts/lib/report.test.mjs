import { execFile } from "node:child_process";
import { expect, test } from "vitest";
import { inRoot } from "./root.mjs";

/** Runs checks with the given outcomes in a process of their own. */
function runChecks(outcomes) {
  const script = `
    import { installAndRun } from ${JSON.stringify(inRoot("scripts/lib/report.mjs"))};
    const checks = ${JSON.stringify(outcomes)}.map((outcome, index) => ({
      name: "check " + index,
      run: async () => {
        if (outcome === "throws") throw new Error("it broke");
        return outcome;
      },
    }));
    await installAndRun(checks);`;
  return new Promise((resolve) => {
    execFile(process.execPath, ["--input-type=module", "-e", script], (error, stdout) => {
      resolve({ code: error?.code ?? 0, lines: stdout.trimEnd().split("\n") });
    });
  });
}

const ok = { passed: 3, failed: 0, output: "quiet" };

test("the sum stands alone on the last line, and success exits with 0", async () => {
  const { code, lines } = await runChecks([ok, { passed: 1, failed: 0, output: "" }]);
  expect(code).toBe(0);
  expect(lines.at(-1)).toBe("4 passed, 0 failed");
  expect(lines.join("\n")).not.toContain("quiet");
});

test("a failure is shown, the other checks still run, and the exit code is 1", async () => {
  const { code, lines } = await runChecks([{ passed: 1, failed: 2, output: "why" }, "throws", ok]);
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe("4 passed, 3 failed");
  expect(lines).toContain("     why");
  expect(lines).toContain("     it broke");
});

test("a check that tested nothing has failed", async () => {
  const { code, lines } = await runChecks([{ passed: 0, failed: 0, output: "no tests found" }]);
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe("0 passed, 1 failed");
});
