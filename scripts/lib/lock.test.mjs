import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { withLock } from "./lock.mjs";
import { inRoot } from "./root.mjs";

const HOLD_FOREVER = `
  import { withLock } from ${JSON.stringify(inRoot("scripts/lib/lock.mjs"))};
  await withLock(process.argv[1], () => {
    console.log("held");
    return new Promise((resolve) => setTimeout(resolve, 60_000));
  });`;

test("two pieces of work under one lock never overlap", async () => {
  const order = [];
  const work = (name) => async () => {
    order.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push(`${name} ends`);
  };
  await Promise.all(["a", "b", "c"].map((name) => withLock("test-overlap", work(name))));
  for (let index = 0; index < order.length; index += 2) {
    expect(order[index + 1]).toBe(order[index].replace("begins", "ends"));
  }
  expect(order).toHaveLength(6);
});

test("work that throws gives the lock back", async () => {
  const failing = withLock("test-throw", () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  await expect(withLock("test-throw", async () => "free")).resolves.toBe("free");
});

test("a killed holder leaves no lock behind", async () => {
  const name = `test-killed-${process.pid}`;
  const args = ["--input-type=module", "-e", HOLD_FOREVER, name];
  const holder = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  await once(holder.stdout, "data");
  let waited = false;
  const taken = withLock(
    name,
    async () => "taken",
    () => {
      waited = true;
      holder.kill("SIGKILL");
    },
  );
  await expect(taken).resolves.toBe("taken");
  expect(waited).toBe(true);
});
