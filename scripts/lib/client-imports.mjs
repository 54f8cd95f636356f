import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";

const CLIENT_DIRECTIVE = /^\s*(?:(?:\/\/.*|\/\*[\s\S]*?\*\/)\s*)*["']use client["']/;
const SPECIFIER = /(?:\bfrom|\bimport|\bimport\s*\()\s*["']([^"']+)["']/g;
const ALLOWED = [/^#components\//, /^#domain\/[^/]+\/schemas\.ts$/, /^\.\/actions\.ts$/, /\.css$/];

/**
 * What runs in the browser may import packages, components, schemas and its own `./actions.ts`.
 * Lint rules go by file name and cannot see the "use client" directive; this can, and it follows
 * siblings, because what a client file imports becomes client code itself.
 *
 * @param {string} root folder that holds `app` and `components`
 * @returns {string[]} one line per forbidden import, empty when all is well
 */
export function clientImportProblems(root) {
  const queue = ["app", "components"].flatMap((folder) => clientFiles(join(root, folder)));
  const seen = new Set(queue);
  const problems = [];
  for (const file of queue) {
    for (const specifier of importsOf(file)) {
      if (isAllowed(specifier)) continue;
      if (!specifier.startsWith("./")) {
        problems.push(`${relative(root, file)}: client code may not import "${specifier}"`);
        continue;
      }
      const sibling = join(dirname(file), specifier);
      if (!seen.has(sibling) && existsSync(sibling)) {
        seen.add(sibling);
        queue.push(sibling);
      }
    }
  }
  return problems;
}

function clientFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(basename(name)))
    .map((name) => join(folder, name))
    .filter((file) => CLIENT_DIRECTIVE.test(readFileSync(file, "utf8")));
}

function importsOf(file) {
  return [...readFileSync(file, "utf8").matchAll(SPECIFIER)].map((match) => match[1]);
}

function isAllowed(specifier) {
  const isPackage = !/^(?:#|\.|\/|node:)/.test(specifier);
  return isPackage || ALLOWED.some((pattern) => pattern.test(specifier));
}
