import { parentPort, workerData } from "node:worker_threads";

// The open loop's clock: a thread that sleeps on a futex until each request is due and then says so.
// Timers are a millisecond coarse, and spinning would take a whole core away from what is measured.
const { rate, total, startsAt }: { rate: number; total: number; startsAt: number } = workerData;
const never = new Int32Array(new SharedArrayBuffer(4));

for (let due = 0; due < total; due += 1) {
  const left = startsAt + (due / rate) * 1000 - monotonicMilliseconds();
  if (left > 0) Atomics.wait(never, 0, 0, left);
  parentPort?.postMessage(due);
}

/** A clock that all threads share; `performance.now` starts anew in each. */
function monotonicMilliseconds(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
