import { type Connection, openConnection } from "./http-connection.ts";
import type { LoadJob, LoadResult } from "./load-job.ts";
import { type RequestSource, recorder } from "./load-source.ts";

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
  const idle = await Promise.all(
    Array.from({ length: job.connections }, () => openConnection(job.port)),
  );
  const all = [...idle];
  const record = recorder();
  const total = Math.floor(rate * job.seconds);
  const waiting: number[] = [];
  let broken: unknown = null;
  let due = 0;
  let answered = 0;
  const start = performance.now();

  const run = async (connection: Connection, first: number) => {
    for (let at: number | undefined = first; at !== undefined; at = waiting.shift()) {
      const request = source.next(job);
      record.answer(request, await connection.send(request.text), performance.now() - at);
      answered += 1;
    }
    idle.push(connection);
  };
  while (answered < total) {
    if (broken !== null) throw broken;
    for (; due < total && start + (due / rate) * 1000 <= performance.now(); due += 1) {
      const at = start + (due / rate) * 1000;
      const connection = idle.pop();
      if (connection === undefined) waiting.push(at);
      else run(connection, at).catch((error: unknown) => (broken = error));
    }
    // Timers are a millisecond coarse: turning the event loop keeps the timetable to microseconds.
    await new Promise(setImmediate);
  }
  for (const connection of all) connection.close();
  return record.result((performance.now() - start) / 1000);
}
