import { ensureBuild } from "./build.mjs";
import { nodeEnv, nodePath } from "./node.mjs";
import { ensurePackages } from "./packages.mjs";
import { say } from "./root.mjs";
import { handOver } from "./run.mjs";

/**
 * Installs and builds what is missing or stale, then hands the terminal to a program of the
 * product. Ends this process with that program's exit code, or with 1 when it could not be started.
 *
 * @param {string} file TypeScript file, relative to the repository
 */
export async function launch(file) {
  try {
    await ensurePackages();
    await ensureBuild();
    const env = nodeEnv({ NODE_ENV: "production" });
    process.exitCode = await handOver(nodePath(), [file, ...process.argv.slice(2)], env);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
