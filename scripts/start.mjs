import { launch } from "./lib/launch.mjs";

await launch("entry/web.ts");
