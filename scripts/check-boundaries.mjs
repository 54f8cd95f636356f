import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { clientImportProblems } from "./lib/client-imports.mjs";
import { cleanFiles, violations } from "./lib/planted-violations.mjs";
import { inRoot, root, say } from "./lib/root.mjs";
import { capture } from "./lib/run.mjs";

/**
 * The boundary rules, and their canary. A lint configuration that stopped working looks exactly
 * like clean code, so every rule has to catch a violation planted in a throwaway tree, and has to
 * leave clean files alone.
 */
const problems = [...clientImportProblems(root), ...(await canaryProblems())];
for (const problem of problems) say(problem);
if (problems.length === 0) say(`${violations.length} planted violations caught`);
process.exitCode = problems.length === 0 ? 0 : 1;

async function canaryProblems() {
  const tree = mkdtempSync(join(tmpdir(), "gatehouse-canary-"));
  try {
    for (const file of ["biome.json", "package.json", ".gitignore"]) {
      cpSync(inRoot(file), join(tree, file));
    }
    for (const [file, content] of [...violations, ...cleanFiles]) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), content);
    }
    return compare(await objections(tree));
  } finally {
    rmSync(tree, { recursive: true });
  }
}

/** @returns {Promise<Map<string, Set<string>>>} the rules that object, for each file */
async function objections(tree) {
  const found = new Map();
  const add = (file, rule) => found.set(file, (found.get(file) ?? new Set()).add(rule));
  const biome = inRoot("node_modules", ".bin", "biome");
  const args = ["lint", "--reporter=json", "--max-diagnostics=none", "."];
  const { output } = await capture(biome, args, { cwd: tree });
  const report = output.split("\n").find((line) => line.startsWith("{"));
  if (report === undefined) throw new Error(`biome gave no report:\n${output}`);
  for (const { category, location } of JSON.parse(report).diagnostics) {
    add(String(location?.path?.file ?? location?.path ?? "").replace(/^\.\//, ""), category);
  }
  for (const problem of clientImportProblems(tree)) add(problem.split(": ")[0], "client");
  return found;
}

function compare(found) {
  return [
    ...violations
      .filter(([file, , rule]) => !found.get(file)?.has(rule))
      .map(([file, , rule]) => `canary: ${rule} did not object to ${file}`),
    ...cleanFiles
      .filter(([file]) => found.has(file))
      .map(([file]) => `canary: ${[...found.get(file)].join(", ")} objected to ${file}`),
  ];
}
