import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { nodeEnv, nodePath } from "./node.mjs";
import { inRoot, say } from "./root.mjs";
import { capture } from "./run.mjs";

const FOLDERS = ["app", "components", "domain", "platform", "db", "transports", "public"];
const FILES = [
  "next.config.mjs",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "tsconfig.json",
];
const MARKER = inRoot(".next", "gatehouse-build");

/**
 * Builds the pages unless the build at hand was made from exactly these sources. The marker goes
 * first and comes back last, so that a build that was cut off is never taken for a whole one.
 *
 * @throws {Error} with the build's own output when it fails
 */
export async function ensureBuild() {
  if (isFresh(inputHash())) return;
  await withLock("build", build, () => say("Another build is running; waiting for it."));
}

async function build() {
  const hash = inputHash();
  if (isFresh(hash)) return;
  rmSync(MARKER, { force: true });
  say("Building the pages ...");
  const next = inRoot("node_modules", "next", "dist", "bin", "next");
  const env = nodeEnv({ NODE_ENV: "production" });
  const { code, output } = await capture(nodePath(), [next, "build"], { env });
  if (code !== 0) throw new Error(`next build failed (exit ${code}):\n${output.trim()}`);
  writeFileSync(MARKER, hash);
}

function isFresh(hash) {
  return existsSync(MARKER) && readFileSync(MARKER, "utf8") === hash;
}

/** @returns {string} one hash over the name and content of everything that the build reads */
export function inputHash() {
  const hash = createHash("sha256").update(process.arch);
  const paths = [...FILES, ...FOLDERS.flatMap((folder) => filesBelow(folder))];
  for (const path of paths.sort()) {
    const content = existsSync(inRoot(path)) ? readFileSync(inRoot(path)) : "";
    hash.update(`\0${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function filesBelow(folder) {
  if (!existsSync(inRoot(folder))) return [];
  return readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.[a-z]+$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(inRoot().length + 1));
}
