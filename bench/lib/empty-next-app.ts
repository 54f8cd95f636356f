import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { promisify } from "node:util";
import { referenceEnvironment, repository } from "./servers.ts";

const files = {
  "package.json": JSON.stringify({ name: "empty-next", private: true, type: "module" }),
  "next.config.mjs": `export default { poweredByHeader: false, compress: false, turbopack: { root: "/" } };\n`,
  "app/layout.jsx": `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}\n`,
  // Dynamic, as every page of the product is: a prerendered page would be a file, not Next's work.
  "app/page.jsx": `export const dynamic = "force-dynamic";
export default function Page() {
  return <main>Empty</main>;
}\n`,
};

/**
 * Builds the empty Next app of rows 8 and 9 with this repository's own packages, once per version of
 * Next, into a folder for temporary files.
 * @returns the folder to hand to `bench/reference/empty-next.ts`
 */
export async function builtEmptyNextApp(): Promise<string> {
  const next: { version: string } = JSON.parse(
    await readFile(join(repository, "node_modules/next/package.json"), "utf8"),
  );
  const folder = join(tmpdir(), `gatehouse-bench-empty-next-${next.version}`);
  if (existsSync(join(folder, ".next/BUILD_ID"))) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "app"), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await symlink(join(repository, "node_modules"), join(folder, "node_modules"));
  await promisify(execFile)(
    process.execPath,
    [join(repository, "node_modules/next/dist/bin/next"), "build"],
    { cwd: folder, env: referenceEnvironment() },
  );
  return folder;
}
