import { closeQueue, openQueue } from "#db/queue.ts";
import { env } from "#platform/env.ts";
import { log } from "#platform/log.ts";
import { startJobs } from "#transports/jobs/start.ts";
import { StartError } from "./listen.ts";
import { runProgram } from "./program.ts";
import { openStores } from "./stores.ts";

// Jobs alone, beside web processes that share one external database.
await runProgram(async (stopping) => {
  if (env.embedded) {
    throw new StartError(
      "The worker needs DATABASE_URL: with the embedded PostgreSQL the web process runs the jobs.",
    );
  }
  stopping.add(await openStores(() => {}));
  const queue = await openQueue({ work: true });
  stopping.add(() => closeQueue());
  await startJobs(queue);
  log.info({}, "the worker takes jobs");
});
