import { existsSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { inRoot } from "./root.mjs";

const OLDEST_MAJOR = 24;

/**
 * The Node that runs the product. The machine's own may be too old to run TypeScript, so the
 * packages bring one for Linux on x64 and arm64.
 *
 * @returns {string} path of the executable; call it after the packages are there
 * @throws {Error} when neither Node fits
 */
export function nodePath() {
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_MAJOR) return process.execPath;
  const bundled = inRoot("node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
  if (existsSync(bundled)) return bundled;
  throw new Error(
    `Node ${OLDEST_MAJOR} or newer is needed: this is ${process.version}, and no package brings one for ${process.platform} ${process.arch}.`,
  );
}

/**
 * @param {Record<string, string>} [more]
 * @returns {NodeJS.ProcessEnv} this process's environment in which `node` is the product's Node
 */
export function nodeEnv(more = {}) {
  // Servers that the tests start live in /usr/sbin, which is not on everybody's PATH.
  const PATH = [dirname(nodePath()), process.env.PATH ?? "", "/usr/sbin"].join(delimiter);
  return { ...process.env, PATH, NEXT_TELEMETRY_DISABLED: "1", ...more };
}
