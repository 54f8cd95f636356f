import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { type SealContext, SealError, seal, unseal } from "./seal.ts";
import { Secret } from "./secret.ts";
import { newKey, startProcessWith } from "./test-process.ts";

const context: SealContext = { table: "t", tenantId: "a", rowId: "r", column: "c" };
const [oldKey, key] = [newKey(), newKey()];
beforeEach(() => startProcessWith({ ENCRYPTION_KEY: key }));

function reasonOf(sealed: string, at: SealContext = context): string {
  try {
    return unseal(sealed, at).reveal();
  } catch (error) {
    if (error instanceof SealError) return error.reason;
    throw error;
  }
}

test("what was sealed opens at its place, whatever the text", () => {
  const anyContext = fc.record({
    table: fc.string(),
    tenantId: fc.string(),
    rowId: fc.string(),
    column: fc.string(),
  });
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), anyContext, (text, at) => {
      expect(unseal(seal(Secret.of(text), at), at).reveal()).toBe(text);
    }),
  );
});

test("it opens at no other place, also not at one whose parts join to the same text", () => {
  const sealed = seal(Secret.of("x"), context);
  for (const part of ["table", "tenantId", "rowId", "column"] as const) {
    expect(reasonOf(sealed, { ...context, [part]: "other" })).toBe("mismatch");
  }
  const shifted = seal(Secret.of("x"), { ...context, table: "ab", tenantId: "c" });
  expect(reasonOf(shifted, { ...context, table: "a", tenantId: "bc" })).toBe("mismatch");
});

test("the same text is sealed differently each time, and never stands in the result", () => {
  const text = "canary-in-the-clear";
  const sealed = Array.from({ length: 50 }, () => seal(Secret.of(text), context));
  expect(new Set(sealed.map((s) => s.split(".")[2])).size).toBe(50);
  expect(new Set(sealed.map((s) => s.split(".")[3])).size).toBe(50);
  const decoded = sealed.map((s) =>
    s
      .split(".")
      .map((p) => Buffer.from(p, "base64url"))
      .join(),
  );
  expect(`${sealed}${decoded}`).not.toContain("canary");
});

test("no single altered, added or dropped character goes unnoticed", () => {
  const sealed = seal(Secret.of("a secret"), context);
  for (let i = 0; i < sealed.length; i += 1) {
    const other = sealed[i] === "A" ? "B" : "A";
    for (const changed of [
      `${sealed.slice(0, i)}${other}${sealed.slice(i + 1)}`,
      `${sealed.slice(0, i)}${sealed.slice(i + 1)}`,
      `${sealed.slice(0, i)}A${sealed.slice(i)}`,
      sealed.slice(0, i),
    ]) {
      if (changed !== sealed)
        expect(reasonOf(changed)).toMatch(/^(malformed|mismatch|unknown_key)$/);
    }
  }
});

test("the parts of two sealed values cannot be mixed", () => {
  const [a, b] = [seal(Secret.of("a"), context), seal(Secret.of("b"), context)];
  const mixed = [...a.split(".").slice(0, 3), b.split(".")[3]].join(".");
  expect(reasonOf(mixed)).toBe("mismatch");
});

test("every listed key opens, the first one seals, one that left the list opens nothing", () => {
  startProcessWith({ ENCRYPTION_KEY: oldKey });
  const old = seal(Secret.of("kept"), context);
  startProcessWith({ ENCRYPTION_KEY: `${key},${oldKey}` });
  expect(reasonOf(old)).toBe("kept");
  const fresh = seal(Secret.of("new"), context);
  startProcessWith({ ENCRYPTION_KEY: key });
  expect(reasonOf(fresh)).toBe("new");
  expect(reasonOf(old)).toBe("unknown_key");
});

test("a foreign value is malformed, whatever it is", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(reasonOf(text)).toBe("malformed");
    }),
  );
  expect(reasonOf("s2.a.b.c")).toBe("malformed");
  expect(reasonOf(`${seal(Secret.of("x"), context)}.AAAA`)).toBe("malformed");
});
