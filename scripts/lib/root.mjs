import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder, without a trailing slash. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {...string} parts @returns {string} an absolute path inside the repository */
export const inRoot = (...parts) => join(root, ...parts);

/** A line for the person at the terminal. Standard output belongs to logs and to `--json`. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}
