import type { PgBoss } from "pg-boss";
import type { Job } from "#db/queue.ts";
import { log } from "#platform/log.ts";
import { runCheckDomain } from "./check-domain.ts";
import { runDeliverMail } from "./deliver-mail.ts";

const runners: Record<Job["name"], (data: unknown) => Promise<void>> = {
  "deliver-mail": runDeliverMail,
  "check-domain": runCheckDomain,
};

/** Starts taking jobs of every queue, one at a time each; one that throws is tried again later. */
export async function startJobs(queue: PgBoss): Promise<void> {
  for (const [name, run] of Object.entries(runners)) {
    await queue.work(name, async ([job]) => {
      if (!job) return;
      try {
        await run(job.data);
      } catch (error) {
        log.warn({ err: error, job: name, jobId: job.id }, "a job failed");
        throw error;
      }
    });
  }
}
