import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./product.ts";

/** Nothing leads to Next's own last resort: it stands in for a layout that failed to render. */
const unreachable = "/_global-error";

/**
 * Every page of the build, as its folders name it, such as `/t/[tenant]/users/[user]`; sorted.
 *
 * @throws Error without a build
 */
export function pageRoutes(): string[] {
  const manifest = join(root, ".next/server/app-paths-manifest.json");
  const entries = Object.keys(JSON.parse(readFileSync(manifest, "utf8")));
  return entries
    .filter((entry) => entry.endsWith("/page"))
    .map((entry) => entry.replace(/\/page$/, "").replaceAll(/\/\([^/]+\)/g, "") || "/")
    .filter((route) => route !== unreachable)
    .sort();
}
