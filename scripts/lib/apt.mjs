import { nodeEnv } from "./node.mjs";
import { say } from "./root.mjs";
import { capture } from "./run.mjs";

let listsAreFresh = false;

/**
 * Makes a program of the machine's distribution available.
 *
 * @param {string} program name on the PATH
 * @param {string} aptPackage
 * @throws {Error} that says what to install, when this user or this machine cannot do it
 */
export async function ensureProgram(program, aptPackage) {
  if (await isOnPath(program)) return;
  const help = `${program} is needed: install the package ${aptPackage}`;
  if (process.getuid?.() !== 0) throw new Error(`${help}, or run this once as root.`);
  if (!(await isOnPath("apt-get"))) throw new Error(`${help}; this machine has no apt-get.`);
  say(`Installing ${aptPackage} ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  if (!listsAreFresh) {
    await capture("apt-get", ["update", "-q"], { env });
    listsAreFresh = true;
  }
  const install = ["install", "-y", "-q", "--no-install-recommends", aptPackage];
  const { code, output } = await capture("apt-get", install, { env });
  if (code !== 0 || !(await isOnPath(program))) {
    throw new Error(`${help}. apt-get answered:\n${output.trim()}`);
  }
}

async function isOnPath(program) {
  return (await capture("sh", ["-c", 'command -v "$0"', program], { env: nodeEnv() })).code === 0;
}
