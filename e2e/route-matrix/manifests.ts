import { readFileSync } from "node:fs";
import { join } from "node:path";
import { record } from "#e2e/support/installation.ts";
import { root } from "#e2e/support/product.ts";

/** A page or route handler of the build: its place in `app/`, and the address that Next makes of it. */
export type BuiltRoute = { appPath: string; route: string; isPage: boolean };

/** A server action of the build: the id that its forms post, and the pages that carry it. */
export type BuiltAction = {
  id: string;
  /** `app/.../actions.ts#name`. */
  name: string;
  file: string;
  exportedName: string;
  pages: readonly string[];
};

/** Every page and route handler that `next build` made, as its own manifests name them. */
export function builtRoutes(): BuiltRoute[] {
  const files = readManifest("server/app-paths-manifest.json");
  const routes = readManifest("app-path-routes-manifest.json");
  return Object.keys(files).map((appPath) => ({
    appPath,
    route: String(routes[appPath] ?? appPath),
    isPage: appPath.endsWith("/page"),
  }));
}

/** Every server action of the build, whichever page carries it. */
export function builtActions(): BuiltAction[] {
  const { node, edge } = readManifest("server/server-reference-manifest.json");
  return Object.entries({ ...record(edge), ...record(node) }).map(([id, value]) => {
    const { filename, exportedName, workers } = record(value);
    const pages = Object.keys(record(workers)).map((worker) => worker.replace(/^app/, ""));
    const file = String(filename);
    return {
      id,
      name: `${file}#${exportedName}`,
      file,
      exportedName: String(exportedName),
      pages,
    };
  });
}

function readManifest(path: string): Record<string, unknown> {
  return record(JSON.parse(readFileSync(join(root, ".next", path), "utf8")));
}
