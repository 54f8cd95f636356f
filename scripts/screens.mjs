import { ensureChromium } from "./lib/browser.mjs";
import { launch } from "./lib/launch.mjs";
import { ensurePackages } from "./lib/packages.mjs";

await ensurePackages();
process.env.CHROMIUM_PATH = await ensureChromium();
await launch("demo/screens.ts");
