import { ensurePackages } from "./lib/packages.mjs";
import { say } from "./lib/root.mjs";

try {
  await ensurePackages();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
