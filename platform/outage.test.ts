import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { noteOutage, watchOutage } from "./outage.ts";

test("an outage is seen by the work it happened in, and by no other", async () => {
  const [mine, other] = [{ seen: false }, { seen: false }];
  const work = async (breaks: boolean) => {
    await sleep(1);
    if (breaks) noteOutage();
    await sleep(1);
  };
  await Promise.all([
    watchOutage(mine, () => work(true)),
    watchOutage(other, () => work(false)),
    work(true),
  ]);
  expect([mine, other]).toEqual([{ seen: true }, { seen: false }]);
});
