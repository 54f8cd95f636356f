import fc from "fast-check";
import { expect, test } from "vitest";
import { keyedHash, sameBytes, sha256 } from "./hash.ts";
import { newKey, startProcessWith } from "./test-process.ts";

test("a keyed hash depends on value, purpose and key, and shows none of them", () => {
  startProcessWith();
  const hash = keyedHash("p", "ada@example.com");
  expect(hash).toMatch(/^[\w-]{22}$/);
  expect(keyedHash("p", "ada@example.com")).toBe(hash);
  expect(keyedHash("q", "ada@example.com")).not.toBe(hash);
  expect(keyedHash("p", "bob@example.com")).not.toBe(hash);
  startProcessWith({ AUTH_SECRET: newKey() });
  expect(keyedHash("p", "ada@example.com")).not.toBe(hash);
});

test("bytes are the same exactly when they are equal", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(sameBytes(a, b)).toBe(Buffer.from(a).equals(Buffer.from(b)));
      expect(sameBytes(a, a)).toBe(true);
    }),
  );
  expect(sameBytes(sha256("a"), new Uint8Array(sha256("a")))).toBe(true);
  for (const other of ["", "s", "secrets", "secrez", "Secret"]) {
    expect(sameBytes("secret", other)).toBe(false);
  }
});
