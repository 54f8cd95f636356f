import { openConnection } from "./http-connection.ts";
import type { LoadJob, LoadResult } from "./load-job.ts";
import { type RequestSource, recorder } from "./load-source.ts";

/** Closed loop: every connection asks again as soon as it has its answer. Measures throughput. */
export async function runClosed(job: LoadJob, source: RequestSource): Promise<LoadResult> {
  const connections = await Promise.all(
    Array.from({ length: job.connections }, () => openConnection(job.port)),
  );
  const record = recorder();
  const start = performance.now();
  const end = start + job.seconds * 1000;
  await Promise.all(
    connections.map(async (connection) => {
      for (let sent = performance.now(); sent < end; sent = performance.now()) {
        const request = source.next(job);
        record.answer(request, await connection.send(request.text), performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  for (const connection of connections) connection.close();
  return record.result(seconds);
}
