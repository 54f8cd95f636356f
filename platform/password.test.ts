import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import { hashPassword, needsRehash, verifyPassword } from "./password.ts";
import { Busy } from "./work-queue.ts";

// A hash of "password123" at m=4096,t=1, made by the reference implementation's format.
const weakHash =
  "$argon2id$v=19$m=4096,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$cGxhY2Vob2xkZXJwbGFjZWhvbGRlcnBsYWNlaG9sZGU";

test("a password verifies against its hash, and no other one does", async () => {
  const hash = await hashPassword("correct horse battery");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await verifyPassword(hash, "correct horse battery")).toBe(true);
  expect(await verifyPassword(hash, "correct horse batterz")).toBe(false);
  expect(await verifyPassword(hash, "")).toBe(false);
  expect(await hashPassword("correct horse battery")).not.toBe(hash);
});

test("however a keyboard composes a character, the password is the same", async () => {
  const [composed, decomposed] = [
    "Gr\u00fc\u00dfe aus K\u00f6ln",
    "Gru\u0308\u00dfe aus Ko\u0308ln",
  ];
  expect(await verifyPassword(await hashPassword(composed), decomposed)).toBe(true);
  expect(await verifyPassword(await hashPassword(decomposed), composed)).toBe(true);
});

test("without a hash the answer is no, after the work of a real check", async () => {
  const hash = await hashPassword("a real password");
  expect(await verifyPassword(null, "a real password")).toBe(false);
  const cpu = async (stored: string | null) => {
    const before = process.cpuUsage();
    for (let i = 0; i < 10; i += 1) await verifyPassword(stored, "a real passwort");
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  await cpu(hash);
  // Far apart enough for a noisy machine: a decoy that is skipped would cost a hundredth.
  const ratio = (await cpu(null)) / (await cpu(hash));
  expect(ratio).toBeGreaterThan(0.3);
  expect(ratio).toBeLessThan(3);
});

test("a malformed stored hash is no match, and no error that tells of it", async () => {
  expect(await verifyPassword("$argon2id$garbage", "x")).toBe(false);
  expect(await verifyPassword("", "x")).toBe(false);
});

test("hashes of other parameters are to be replaced", async () => {
  expect(needsRehash(weakHash)).toBe(true);
  expect(needsRehash("$argon2i$v=19$m=19456,t=2,p=1$x$y")).toBe(true);
  expect(needsRehash(await hashPassword("x"))).toBe(false);
});

test("one runs a core, 200 wait, and past that it says so", async () => {
  const calls = availableParallelism() + 200;
  const work = Array.from({ length: calls }, () => verifyPassword(weakHash, "x"));
  await expect(verifyPassword(weakHash, "one too many")).rejects.toBeInstanceOf(Busy);
  await expect(hashPassword("one too many")).rejects.toBeInstanceOf(Busy);
  expect(await Promise.all(work)).toEqual(Array(calls).fill(false));
  expect(await verifyPassword(weakHash, "x")).toBe(false);
});
