import { Worker } from "node:worker_threads";
import { type Connection, openConnection } from "./http-connection.ts";
import type { LoadJob, LoadResult } from "./load-job.ts";
import { type RequestSource, recorder } from "./load-source.ts";

/** Time for the clock's thread to start before the first request is due. */
const LEAD_MILLISECONDS = 200;

/**
 * Open loop: requests are due on a fixed timetable whether or not the server keeps up, and a latency
 * runs from the moment its request was due, so that a stall is felt by all who would have met it
 * (no coordinated omission). A request that finds every connection busy waits for one.
 */
export async function runOpen(
  job: LoadJob,
  rate: number,
  source: RequestSource,
): Promise<LoadResult> {
  const all = await Promise.all(
    Array.from({ length: job.connections }, () => openConnection(job.port)),
  );
  const idle = [...all];
  const record = recorder();
  const waiting: number[] = [];
  const total = Math.floor(rate * job.seconds);
  const startsAt = Number(process.hrtime.bigint()) / 1e6 + LEAD_MILLISECONDS;
  const start = performance.now() + LEAD_MILLISECONDS;
  const clock = new Worker(new URL("./load-ticker.ts", import.meta.url), {
    workerData: { rate, total, startsAt },
  });
  try {
    await new Promise<void>((finished, broken) => {
      let answered = 0;
      const run = async (connection: Connection, first: number) => {
        for (let due: number | undefined = first; due !== undefined; due = waiting.shift()) {
          const request = source.next(job);
          const answer = await connection.send(request.text);
          record.answer(request, answer, performance.now() - start - (due / rate) * 1000);
          answered += 1;
        }
        idle.push(connection);
        if (answered === total) finished();
      };
      clock.on("error", broken);
      clock.on("message", (due: number) => {
        const connection = idle.pop();
        if (connection === undefined) waiting.push(due);
        else run(connection, due).catch(broken);
      });
    });
  } finally {
    await clock.terminate();
    for (const connection of all) connection.close();
  }
  return record.result((performance.now() - start) / 1000);
}
