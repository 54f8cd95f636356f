import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeLock } from "./lock.ts";
import { ownIdentity } from "./process-identity.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gatehouse-lock-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test("of fifty concurrent takers exactly one wins, also over a stale lock", async () => {
  await writeFile(join(folder, "supervisor.7.lock"), JSON.stringify({ ...ownIdentity(), pid: 1 }));
  const takers = await Promise.allSettled(Array.from({ length: 50 }, () => takeLock(folder)));
  expect(takers.filter((taker) => taker.status === "fulfilled")).toHaveLength(1);
});

test("a held lock names the holder, and is free after its release", async () => {
  const release = await takeLock(folder);
  await expect(takeLock(folder)).rejects.toThrow(`(pid ${process.pid}) already runs`);
  await release();
  await (await takeLock(folder))();
});

test("a pid that another process got since, or before a reboot, holds nothing", async () => {
  const own = ownIdentity();
  for (const holder of [
    { ...own, startTicks: own.startTicks - 1 },
    { ...own, bootId: "an earlier boot" },
  ]) {
    await writeFile(join(folder, "supervisor.1.lock"), JSON.stringify(holder));
    await (await takeLock(folder))();
    for (const name of await readdir(folder)) await rm(join(folder, name));
  }
});

test("a damaged lock file holds nothing", async () => {
  await writeFile(join(folder, "supervisor.1.lock"), "{");
  await (await takeLock(folder))();
});

test("taking it again and again leaves one file", async () => {
  for (let round = 0; round < 5; round += 1) await (await takeLock(folder))();
  expect(await readdir(folder)).toEqual(["supervisor.5.lock"]);
});
