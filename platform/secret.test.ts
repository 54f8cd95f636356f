import { format, inspect } from "node:util";
import { expect, test } from "vitest";
import { Secret } from "./secret.ts";

const canary = "canary-7f3a";

test("a secret shows nowhere but through reveal", () => {
  const secret = Secret.of(canary);
  const shown = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ secret }, { depth: 9, showHidden: true }),
    format("%s %o %j", secret, secret, secret),
    Object.entries(secret).join(),
    JSON.stringify(structuredClone(secret)),
  ].join(" ");
  expect(shown).not.toContain(canary);
  expect(shown).toContain("[secret]");
  expect(secret.reveal()).toBe(canary);
});

test("generated secrets carry the bits asked for, and differ", () => {
  const secrets = Array.from({ length: 100 }, () => Secret.generate().reveal());
  expect(new Set(secrets).size).toBe(100);
  expect(Buffer.from(secrets[0] ?? "", "base64url")).toHaveLength(32);
  expect(Buffer.from(Secret.generate(16).reveal(), "base64url")).toHaveLength(16);
});

test("the hash of a secret is SHA-256 of its text", () => {
  expect(Secret.of("abc").hash().toString("hex")).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});
