import { expect, test } from "vitest";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { newServiceToken, readServiceToken } from "./token.ts";

test("a token is known by its prefix, random, looked up by hash, and prints as a secret", () => {
  const [one, other] = [newServiceToken(PLATFORM_TENANT_ID), newServiceToken(PLATFORM_TENANT_ID)];
  expect(one.reveal()).toMatch(/^svc_[A-Za-z0-9_-]{70}$/);
  expect(one.reveal()).not.toBe(other.reveal());
  expect(`${one}`).toBe("[secret]");
  expect(readServiceToken(one.reveal())).toMatchObject({ tenantId: PLATFORM_TENANT_ID });
});

test("a mistyped token fails its checksum, wherever the slip is, and costs no look-up", () => {
  const token = newServiceToken(PLATFORM_TENANT_ID).reveal();
  // The last character carries two bits that base64url does not use.
  for (let at = 4; at < token.length - 1; at += 1) {
    const slip = token[at] === "x" ? "y" : "x";
    expect(readServiceToken(token.slice(0, at) + slip + token.slice(at + 1))).toBeNull();
  }
});

test.each([
  "",
  "svc_",
  "pat_".padEnd(74, "a"),
  "svc_".padEnd(73, "a"),
  "svc_".padEnd(75, "a"),
  " svc_".padEnd(74, "a"),
])("%j is none", (text) => {
  expect(readServiceToken(text)).toBeNull();
});
