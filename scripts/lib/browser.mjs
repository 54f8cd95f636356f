import { existsSync } from "node:fs";
import { ensureProgram } from "./apt.mjs";
import { nodeEnv, nodePath } from "./node.mjs";
import { inRoot, say } from "./root.mjs";
import { capture } from "./run.mjs";

const PRINT_PATH = 'console.log(require("@playwright/test").chromium.executablePath())';

/**
 * A Chromium for the browser tests: the one that CHROMIUM_PATH names, the distribution's, or else
 * the one that Playwright downloads.
 *
 * @returns {Promise<string>} path of the executable
 * @throws {Error} that tells every way that was tried
 */
export async function ensureChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (await runs(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, which does not run.`);
  }
  const distribution = "/usr/bin/chromium";
  if (await runs(distribution)) return distribution;
  const downloaded = await playwrightPath();
  if (await runs(downloaded)) return downloaded;

  const failures = [];
  try {
    await ensureProgram("chromium", "chromium");
    if (await runs(distribution)) return distribution;
  } catch (error) {
    failures.push(error.message);
  }
  say("Downloading Chromium ...");
  const cli = inRoot("node_modules", "@playwright", "test", "cli.js");
  const { output } = await capture(nodePath(), [cli, "install", "chromium"], { env: nodeEnv() });
  if (await runs(downloaded)) return downloaded;
  failures.push(`playwright install chromium answered:\n${output.trim()}`);
  throw new Error(`No Chromium for the browser tests.\n${failures.join("\n")}`);
}

/** Ubuntu's package is a stub that only points at a snap: being there is not enough. */
async function runs(path) {
  return existsSync(path) && (await capture(path, ["--version"])).code === 0;
}

async function playwrightPath() {
  return (await capture(nodePath(), ["-e", PRINT_PATH], { env: nodeEnv() })).output.trim();
}
