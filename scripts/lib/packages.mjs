import { createHash } from "node:crypto";
import { readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { withLock } from "./lock.mjs";
import { applyPatches } from "./patches.mjs";
import { inRoot, say } from "./root.mjs";
import { capture } from "./run.mjs";

const LOCKFILE = inRoot("package-lock.json");
const STAMP = inRoot("node_modules", ".gatehouse-install");
const INSTALLED = inRoot("node_modules", ".package-lock.json");

/**
 * Installs the packages of package-lock.json unless exactly these are installed already. `npm ci`
 * empties node_modules first, the stamp included, so an install that was cut off is done again.
 *
 * @throws {Error} with npm's own output when the install fails
 */
export async function ensurePackages() {
  if (!isStampFresh()) {
    await withLock("install", install, () => say("Another install is running; waiting for it."));
  }
  applyPatches();
}

/** The stamp carries the lockfile's hash, and its time spares the next start the hashing. */
function isStampFresh() {
  try {
    return statSync(STAMP).mtimeMs > statSync(LOCKFILE).mtimeMs;
  } catch {
    return false;
  }
}

async function install() {
  const wanted = createHash("sha256").update(readFileSync(LOCKFILE)).digest("hex");
  if (readOrEmpty(STAMP) === wanted) return touch();
  if (isInstalledByHand()) return writeFileSync(STAMP, wanted);
  say("Installing packages ...");
  const [command, ...args] = npmCommand();
  const flags = ["--no-audit", "--no-fund", "--loglevel=error", "--include=dev"];
  const { code, output } = await capture(command, [...args, "ci", ...flags]);
  if (code !== 0) throw new Error(`npm ci failed (exit ${code}):\n${output.trim()}`);
  writeFileSync(STAMP, wanted);
}

function touch() {
  const now = new Date();
  utimesSync(STAMP, now, now);
}

/**
 * True when a person ran `npm ci` or `npm install`: npm writes its own list last, so a complete one
 * that agrees with the lockfile means that nothing is missing, also without a network.
 */
function isInstalledByHand() {
  const installed = packagesIn(INSTALLED);
  return (
    installed !== null &&
    Object.entries(packagesIn(LOCKFILE) ?? {}).every(
      ([path, { version, optional, link }]) =>
        path === "" ||
        link ||
        installed[path]?.version === version ||
        (optional && !installed[path]),
    )
  );
}

function packagesIn(lockfile) {
  const text = readOrEmpty(lockfile);
  return text === "" ? null : JSON.parse(text).packages;
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** The npm that runs this script, when one does, so that no second npm is needed on the PATH. */
function npmCommand() {
  const running = process.env.npm_execpath ?? "";
  return running.endsWith("npm-cli.js") ? [process.execPath, running] : ["npm"];
}
