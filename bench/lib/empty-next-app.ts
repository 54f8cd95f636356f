import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
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
  // Row 5: any markup, given as a tree of elements, on a page that is empty otherwise.
  "app/markup/page.jsx": `import { readFileSync } from "node:fs";
import { createElement } from "react";
export const dynamic = "force-dynamic";
let nodes;
const element = (node) => typeof node === "string" ? node
  : createElement(node.tag, node.attributes, ...node.children.map(element));
export default function Page() {
  nodes ??= JSON.parse(readFileSync(process.env.MARKUP_FILE, "utf8"));
  return createElement("div", null, ...nodes.map(element));
}\n`,
};

/**
 * Builds the empty Next app with this repository's own packages, once per version of Next, into a
 * folder for temporary files.
 * @returns the folder to hand to `bench/reference/empty-next.ts`
 */
export async function builtEmptyNextApp(): Promise<string> {
  const next: { version: string } = JSON.parse(
    await readFile(join(repository, "node_modules/next/package.json"), "utf8"),
  );
  const version = createHash("sha256").update(next.version).update(JSON.stringify(files));
  const folder = join(tmpdir(), `gatehouse-bench-empty-next-${version.digest("hex").slice(0, 12)}`);
  if (existsSync(join(folder, ".next/BUILD_ID"))) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "app/markup"), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await symlink(join(repository, "node_modules"), join(folder, "node_modules"));
  await promisify(execFile)(
    process.execPath,
    [join(repository, "node_modules/next/dist/bin/next"), "build"],
    { cwd: folder, env: referenceEnvironment() },
  );
  return folder;
}
