import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { inRoot } from "./root.mjs";

/**
 * Corrections to packages, until a release of their own has them. Each is the text as published and
 * the text to put in its place. docs/decisions/0006-database-driver.md says why.
 */
const patches = {
  "postgres/src/connection.js": [
    // A write that was put off until the socket was gone threw where nobody could catch it.
    ["const x = socket.write(chunk, fn)", "const x = socket === null || socket.write(chunk, fn)"],
    // What the lost connection had not sent or not answered was left over for the next one.
    [
      "    clearImmediate(nextWriteTimer)\n    socket.removeListener('data', data)\n    socket.removeListener('connect', connected)\n    idleTimer",
      "    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    socket.removeListener('data', data)\n    socket.removeListener('connect', connected)\n    idleTimer",
    ],
    [
      "    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))\n",
      "    ;(query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))\n    query = results = errorResponse = null\n    result = new Result()\n    rows = 0\n",
    ],
    [
      "    if (initial)\n      return reconnect()\n",
      "    if (initial) {\n      query = results = errorResponse = null\n      result = new Result()\n      rows = 0\n      return reconnect()\n    }\n",
    ],
    // A server that lets us in and then hangs up, as a pooler does, was tried again without end.
    [
      "    if (initial) {\n      query = results",
      "    initial && errorResponse && errored(errorResponse)\n    if (initial) {\n      query = results",
    ],
    // Nobody waits for this reading, so that its failure ended the process.
    [
      "return fetchArrayTypes()",
      "return fetchArrayTypes().catch(() => { /* closed() follows */ })",
    ],
  ],
  "postgres/src/index.js": [
    // A transaction whose connection was lost went on in whichever transaction got it next.
    ["let savepoints = 0\n", "let savepoints = 0\n      , gone = null\n"],
    [
      "new Promise((_, reject) => connection.onclose = reject)\n      ])",
      "new Promise((_, reject) => connection.onclose = e => {\n          gone = e\n          while (queries.length)\n            queries.shift().reject(e)\n          reject(e)\n        })\n      ])",
    ],
    [
      "q.catch(e => uncaughtError || (uncaughtError = e))\n        c.queue",
      "q.catch(e => uncaughtError || (uncaughtError = e))\n        if (gone)\n          return q.reject(gone)\n        c.queue",
    ],
  ],
};

/**
 * Puts the corrections in place where they are not yet.
 *
 * @throws {Error} when a package is not the one that a correction was written for
 */
export function applyPatches() {
  for (const [file, edits] of Object.entries(patches)) {
    const path = inRoot("node_modules", file);
    const published = readFileSync(path, "utf8");
    const patched = edits.reduce((text, edit) => correct(file, text, edit), published);
    if (patched !== published) replace(path, patched);
  }
  shortenExports();
}

/**
 * Node reads a package's package.json anew for each of its modules. Drizzle's has 179 KB, nearly all
 * of them addresses that neither we nor drizzle-kit import: half a second of every start.
 */
function shortenExports() {
  const path = inRoot("node_modules", "drizzle-orm", "package.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  const kept = Object.entries(manifest.exports).filter(([address]) =>
    /^\.$|^\.\/(version|relations|casing|\w+-core|postgres-js(\/migrator)?)$/.test(address),
  );
  if (kept.length === Object.keys(manifest.exports).length) return;
  const shorter = { ...manifest, exports: Object.fromEntries(kept) };
  replace(path, `${JSON.stringify(shorter, null, 2)}\n`);
}

/** Whole or not at all: another process may be loading it. */
function replace(path, text) {
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}

function correct(file, text, [before, after]) {
  if (text.includes(after)) return text;
  if (text.split(before).length === 2) return text.replace(before, () => after);
  throw new Error(
    `${file} is not the file that scripts/lib/patches.mjs corrects; compare the two.`,
  );
}
