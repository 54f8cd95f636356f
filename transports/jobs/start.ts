import type { PgBoss } from "pg-boss";
import type { QueueName } from "#db/queue.ts";
import { log } from "#platform/log.ts";
import { runCheckDomain } from "./check-domain.ts";
import { runDeliverLogout } from "./deliver-logout.ts";
import { runDeliverMail } from "./deliver-mail.ts";
import { runDomainWatch } from "./domain-watch.ts";
import { runHousekeeping } from "./housekeeping.ts";
import { runMoveDomain } from "./move-domain.ts";
import { runSecretWatch } from "./secret-watch.ts";
import { runSendPasswordReset } from "./send-password-reset.ts";

const runners: Record<QueueName, (data: unknown) => Promise<void>> = {
  "deliver-mail": runDeliverMail,
  "deliver-logout": runDeliverLogout,
  "check-domain": runCheckDomain,
  "move-domain": runMoveDomain,
  "send-password-reset": runSendPasswordReset,
  housekeeping: runHousekeeping,
  "domain-watch": runDomainWatch,
  "secret-watch": runSecretWatch,
};

/** A DNS server that is slow for one domain must not hold up the next one. */
const CONCURRENT_JOBS = 4;

/** Starts taking jobs of every queue, a few at a time; one that throws is tried again later. */
export async function startJobs(queue: PgBoss): Promise<void> {
  for (const [name, run] of Object.entries(runners)) {
    await queue.work(name, { localConcurrency: CONCURRENT_JOBS }, async ([job]) => {
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
