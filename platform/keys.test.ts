import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { authSecret, deriveKey, encryptionKeys, loadOrCreateKey } from "./keys.ts";
import { newKey, startProcessWith } from "./test-process.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-keys-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

test("generated keys are kept, differ from each other, and only their owner reads them", () => {
  startProcessWith({ DATA_DIR: folder, AUTH_SECRET: "", ENCRYPTION_KEY: "" });
  const [first, secret] = [encryptionKeys(), authSecret()];
  expect(first).toHaveLength(1);
  expect(first[0]).toHaveLength(32);
  expect(first[0]?.equals(secret)).toBe(false);
  startProcessWith({ DATA_DIR: folder, AUTH_SECRET: "", ENCRYPTION_KEY: "" });
  expect(encryptionKeys()).toEqual(first);
  expect(authSecret()).toEqual(secret);
  expect(modeOf(join(folder, "keys"))).toBe("700");
  expect(modeOf(join(folder, "keys", "encryption-key"))).toBe("600");
  expect(readdirSync(join(folder, "keys")).sort()).toEqual(["auth-secret", "encryption-key"]);
});

test("a key file or folder that others may read is closed to them", () => {
  loadOrCreateKey(folder, "k");
  chmodSync(join(folder, "k"), 0o644);
  chmodSync(folder, 0o755);
  loadOrCreateKey(folder, "k");
  expect(modeOf(join(folder, "k"))).toBe("600");
  expect(modeOf(folder)).toBe("700");
});

test("a damaged key file stops the start instead of being replaced", () => {
  writeFileSync(join(folder, "k"), "half a k");
  expect(() => loadOrCreateKey(folder, "k")).toThrow("restore it");
  writeFileSync(join(folder, "k"), "");
  expect(() => loadOrCreateKey(folder, "k")).toThrow("restore it");
});

test("processes that start together end with one key", async () => {
  const from = new URL("./keys.ts", import.meta.url).href;
  // A common moment, so that all of them find no file.
  const script = `import { loadOrCreateKey } from ${JSON.stringify(from)};
    while (Date.now() < ${Date.now() + 1500});
    console.log(loadOrCreateKey(${JSON.stringify(folder)}, "k").toString("base64"));`;
  const keys = await Promise.all(Array.from({ length: 6 }, () => outputOf(script)));
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[\w+/]{43}=\n$/);
  expect(readdirSync(folder)).toEqual(["k"]);
});

async function outputOf(script: string): Promise<string> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += String(chunk);
  });
  await new Promise((resolve) => child.on("close", resolve));
  return output;
}

test("keys of the environment are used in their order, and nothing is written", () => {
  const [a, b] = [newKey(), newKey()];
  startProcessWith({ DATA_DIR: folder, ENCRYPTION_KEY: `${a}, ${b}` });
  expect(encryptionKeys().map((key) => key.toString("base64"))).toEqual([a, b]);
  expect(authSecret()).toHaveLength(32);
  expect(readdirSync(folder)).toEqual([]);
});

test("every purpose has its own key, the same one after a restart, another one under another secret", () => {
  startProcessWith();
  const key = deriveKey("a");
  expect(deriveKey("b").equals(key)).toBe(false);
  expect(key.export().equals(authSecret())).toBe(false);
  startProcessWith();
  expect(deriveKey("a").equals(key)).toBe(true);
  startProcessWith({ AUTH_SECRET: newKey() });
  expect(deriveKey("a").equals(key)).toBe(false);
});

test("a build makes no key", () => {
  startProcessWith({
    NEXT_PHASE: "phase-production-build",
    DATA_DIR: folder,
    AUTH_SECRET: "",
    ENCRYPTION_KEY: "",
  });
  expect(() => authSecret()).toThrow("during the build");
  expect(readdirSync(folder)).toEqual([]);
});
