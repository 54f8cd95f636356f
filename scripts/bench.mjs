import { ensureChromium } from "./lib/browser.mjs";
import { launch } from "./lib/launch.mjs";
import { ensurePackages } from "./lib/packages.mjs";
import { say } from "./lib/root.mjs";

await ensurePackages();
try {
  process.env.CHROMIUM_PATH = await ensureChromium();
} catch (error) {
  // Row 5 looks at pages in a browser and will say that there is none; the other rows go without.
  say(error.message);
}
await launch("bench/main.ts");
