import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { newTenantToken, readTenantToken } from "./tenant-token.ts";

test("a token is 64 characters with 256 random bits after the tenant, and prints as a secret", () => {
  const tenantId = randomUUID();
  const tokens = Array.from({ length: 100 }, () => newTenantToken(tenantId));
  const texts = tokens.map((token) => token.reveal());
  expect(new Set(texts).size).toBe(100);
  for (const text of texts) expect(text).toMatch(/^[A-Za-z0-9_-]{64}$/);
  const secrets = texts.map((text) => Buffer.from(text, "base64url").subarray(16));
  expect(secrets[0]).toHaveLength(32);
  for (let byte = 0; byte < 32; byte += 1) {
    expect(new Set(secrets.map((secret) => secret[byte])).size).toBeGreaterThan(1);
  }
  expect(`${tokens[0]} ${JSON.stringify(tokens[0])}`).toBe('[secret] "[secret]"');
});

test("a token is looked up by its hash, in the tenant that it hints at", () => {
  const tenantId = randomUUID();
  const token = newTenantToken(tenantId).reveal();
  const key = readTenantToken(token);
  expect(key?.tenantId).toBe(tenantId);
  expect(key?.tokenHash).toHaveLength(32);
  expect(token).not.toContain(key?.tokenHash.toString("base64url"));
});

test.each([
  "",
  "x",
  "a".repeat(63),
  "a".repeat(65),
  `${"a".repeat(63)}=`,
  `${"a".repeat(63)} `,
  "é".repeat(64),
])("%j is no token and costs no look-up", (text) => {
  expect(readTenantToken(text)).toBeNull();
});

test("a token whose tenant hint is no id is none", () => {
  const text = Buffer.alloc(48, 1).toString("base64url");
  expect(text).toHaveLength(64);
  expect(readTenantToken(text)).toBeNull();
});
