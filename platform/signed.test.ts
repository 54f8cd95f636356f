import { createHmac } from "node:crypto";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { deriveKey } from "./keys.ts";
import { openPayload, signPayload } from "./signed.ts";
import { newKey, startProcessWith } from "./test-process.ts";

const schema = z.strictObject({ n: z.number() });
beforeEach(() => startProcessWith());
afterEach(() => vi.useRealTimers());

test("any payload comes back as it was", () => {
  // Zod leaves a key out that would set a prototype; no payload of ours has one.
  const key = fc.string().filter((text) => text !== "__proto__");
  fc.assert(
    fc.property(fc.dictionary(key, fc.string(), { maxKeys: 8 }), (payload) => {
      const signed = signPayload("p", payload, 60);
      expect(signed).toMatch(/^[\w-]+\.[\w-]+$/);
      expect(openPayload("p", signed, z.record(z.string(), z.string()))).toEqual(payload);
    }),
  );
});

test("no single altered, added or dropped character goes unnoticed", () => {
  const signed = signPayload("p", { n: 1 }, 60);
  for (let i = 0; i < signed.length; i += 1) {
    const other = signed[i] === "A" ? "B" : "A";
    for (const changed of [
      `${signed.slice(0, i)}${other}${signed.slice(i + 1)}`,
      `${signed.slice(0, i)}${signed.slice(i + 1)}`,
      `${signed.slice(0, i)}=${signed.slice(i)}`,
      signed.slice(0, i),
    ]) {
      expect(openPayload("p", changed, schema)).toBeNull();
    }
  }
});

test("trailing bits of base64 give no second spelling", () => {
  const signed = signPayload("p", { n: 1 }, 60);
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const last = alphabet.indexOf(signed.at(-1) ?? "");
  const respelled = `${signed.slice(0, -1)}${alphabet[last ^ 1]}`;
  const bytes = (value: string) => Buffer.from(value.split(".")[1] ?? "", "base64url");
  expect(bytes(respelled)).toEqual(bytes(signed));
  expect(openPayload("p", respelled, schema)).toBeNull();
});

test("another purpose, another key and a signature of one's own open nothing", () => {
  const signed = signPayload("p", { n: 1 }, 60);
  expect(openPayload("q", signed, schema)).toBeNull();
  const [encoded = ""] = signed.split(".");
  const resigned = createHmac("sha256", "guess").update(encoded).digest("base64url");
  expect(openPayload("p", `${encoded}.${resigned}`, schema)).toBeNull();
  startProcessWith({ AUTH_SECRET: newKey() });
  expect(openPayload("p", signed, schema)).toBeNull();
});

test("it expires to the second", () => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  const signed = signPayload("p", { n: 1 }, 300);
  vi.setSystemTime(1_700_000_299_999);
  expect(openPayload("p", signed, schema)).toEqual({ n: 1 });
  vi.setSystemTime(1_700_000_300_000);
  expect(openPayload("p", signed, schema)).toBeNull();
});

test("two values joined, doubled or with a third part are refused", () => {
  const signed = signPayload("p", { n: 1 }, 60);
  for (const value of [`${signed}.${signed}`, `${signed}${signed}`, `${signed}.`, `.${signed}`]) {
    expect(openPayload("p", value, schema)).toBeNull();
  }
});

test("a payload of another shape is null, not an error", () => {
  expect(openPayload("p", signPayload("p", { m: 1 }, 60), schema)).toBeNull();
  for (const body of ["null", "[]", "no json", '{"payload":{"n":1}}']) {
    const encoded = Buffer.from(body).toString("base64url");
    const mac = createHmac("sha256", deriveKey("signed:p")).update(encoded).digest("base64url");
    expect(openPayload("p", `${encoded}.${mac}`, schema)).toBeNull();
  }
});

test("garbage is null, missing too", () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      expect(openPayload("p", value, schema)).toBeNull();
    }),
  );
  expect(openPayload("p", null, schema)).toBeNull();
  expect(openPayload("p", undefined, schema)).toBeNull();
});

test("4 KB of payload fit, more are refused on both sides", () => {
  const text = "x".repeat(4096 - '{"s":""}'.length);
  const shape = z.object({ s: z.string() });
  expect(openPayload("p", signPayload("p", { s: text }, 60), shape)).toEqual({ s: text });
  expect(() => signPayload("p", { s: `${text}x` }, 60)).toThrow(RangeError);
  const body = JSON.stringify({
    payload: { s: "y".repeat(9000) },
    issuedAt: 0,
    expiresAt: 2 ** 40,
    nonce: "n",
  });
  const encoded = Buffer.from(body).toString("base64url");
  const mac = createHmac("sha256", deriveKey("signed:p")).update(encoded).digest("base64url");
  expect(openPayload("p", `${encoded}.${mac}`, shape)).toBeNull();
});

test("equal payloads differ in their nonce", () => {
  const values = Array.from({ length: 20 }, () => signPayload("p", { n: 1 }, 60));
  expect(new Set(values).size).toBe(20);
});
