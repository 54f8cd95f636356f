import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { documentProblems } from "./lib/document-problems.mjs";
import { inRoot, say } from "./lib/root.mjs";
import { capture } from "./lib/run.mjs";

const { code, output } = await capture("git", ["ls-files", "-z", "-co", "--exclude-standard"]);
if (code !== 0) throw new Error(`git ls-files failed:\n${output}`);
const files = output.split("\0").filter((file) => file !== "");
const documents = files.filter((file) => /^(?:docs\/.*|[^/]+)\.md$/.test(file));
const paths = new Set(files.flatMap(withFolders));
const read = (file) => readFileSync(inRoot(file), "utf8");
const problems = documents.flatMap((file) =>
  documentProblems({ file, text: read(file), paths, read }),
);
for (const problem of problems) say(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function withFolders(file) {
  const folders = [file];
  for (let path = posix.dirname(file); path !== "."; path = posix.dirname(path)) folders.push(path);
  return folders;
}
