import { expect, test } from "vitest";
import { Busy, WorkQueue } from "./work-queue.ts";

/** Work that ends when told, and a record of which began, in order. */
function controlledWork() {
  const began: number[] = [];
  const ends = new Map<number, () => void>();
  const work = (id: number) => () =>
    new Promise<number>((resolve) => {
      began.push(id);
      ends.set(id, () => resolve(id));
    });
  return { began, work, end: (id: number) => ends.get(id)?.() };
}

test("as many run at once as allowed, the others begin in the order in which they came", async () => {
  const { began, work, end } = controlledWork();
  const queue = new WorkQueue(2, 10);
  const results = [0, 1, 2, 3, 4].map((id) => queue.run(work(id)));
  expect(began).toEqual([0, 1]);
  end(1);
  await results[1];
  // One that comes just when a place is free stands behind those that wait.
  const late = queue.run(work(5));
  for (const id of [0, 2, 3, 4, 5]) {
    end(id);
    await results[id];
    await Promise.resolve();
  }
  expect(await late).toBe(5);
  expect(began).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await Promise.all(results)).toEqual([0, 1, 2, 3, 4]);
});

test("when too many wait it says so, and takes work again afterwards", async () => {
  const { work, end } = controlledWork();
  const queue = new WorkQueue(1, 1);
  const results = [queue.run(work(0)), queue.run(work(1))];
  await expect(queue.run(work(2))).rejects.toBeInstanceOf(Busy);
  end(0);
  await results[0];
  const again = queue.run(work(3));
  end(1);
  await results[1];
  end(3);
  expect(await again).toBe(3);
});

test("work that throws gives its place back", async () => {
  const queue = new WorkQueue(1, 5);
  const failing = async () => {
    throw new Error("failed");
  };
  await expect(queue.run(failing)).rejects.toThrow("failed");
  await expect(queue.run(async () => 7)).resolves.toBe(7);
});
