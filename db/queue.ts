import { sql as sqlTag } from "drizzle-orm";
import type { ConstructorOptions, PgBoss } from "pg-boss";
import { log } from "#platform/log.ts";
import { singleton } from "#platform/singleton.ts";
import { connection, type Tx } from "./client.ts";

export const SCHEMA = "pgboss";

/** Every job there is, with its data. A job is asked for by an operation and run by a transport. */
export type Job =
  | { name: "deliver-mail"; data: { tenantId: string; messageId: string } }
  | {
      name: "deliver-logout";
      data: { tenantId: string; deliveryId: string };
      startAfterSeconds?: number;
    }
  | { name: "send-password-reset"; data: { email: string; requestId: string; address: string } }
  | { name: "move-domain"; data: { moveId: string }; startAfterSeconds: number }
  | {
      name: "check-domain";
      data: { tenantId: string; domain: string; attempt: number };
      startAfterSeconds: number;
    };

/** What runs by the clock, without a cause. */
type Chore = "housekeeping" | "domain-watch" | "secret-watch";

/** The name of a queue. */
export type QueueName = Job["name"] | Chore;

/** When each chore runs, as a cron expression in UTC. */
const CHORES: Record<Chore, string> = {
  housekeeping: "7 * * * *",
  "domain-watch": "23 * * * *",
  "secret-watch": "41 5 * * *",
};

type QueuePlan = { retryLimit: number; retryDelay: number; retryBackoff: boolean };

/** 14 retries with doubling pauses, an hour at most each: a dead server is tried for half a day. */
const PATIENT: QueuePlan = { retryLimit: 14, retryDelay: 15, retryBackoff: true };
const CHORE: QueuePlan = { retryLimit: 2, retryDelay: 60, retryBackoff: true };
/** How each queue retries a job that threw. */
export const QUEUES: Record<QueueName, QueuePlan> = {
  "deliver-mail": PATIENT,
  "send-password-reset": PATIENT,
  "deliver-logout": PATIENT,
  "check-domain": PATIENT,
  "move-domain": PATIENT,
  housekeeping: CHORE,
  "domain-watch": CHORE,
  "secret-watch": CHORE,
};

type Slot = { open: (() => Promise<PgBoss>) | null; boss: Promise<PgBoss> | null };

const slot = singleton<Slot>("job-queue", () => ({ open: null, boss: null }));

/**
 * Opens the queue. With `work`, this process also supervises it and may run jobs.
 * Throws what pg-boss throws; the next call tries again.
 */
export async function openQueue(options: { work: boolean }): Promise<PgBoss> {
  prepareQueue(options);
  return await openedQueue();
}

/**
 * Says how the queue is to be opened by whoever needs it first: a process is ready to serve before
 * it has loaded what runs its jobs.
 */
export function prepareQueue(options: { work: boolean }): void {
  slot.open = () => startBoss(options);
}

async function openedQueue(): Promise<PgBoss> {
  if (!slot.open) throw new Error("The job queue is not open");
  slot.boss ??= slot.open().catch((error: unknown) => {
    slot.boss = null;
    throw error;
  });
  return await slot.boss;
}

async function startBoss(options: { work: boolean }): Promise<PgBoss> {
  const boss = await makeBoss(connection().url, {
    max: options.work ? 4 : 1,
    migrate: false,
    createSchema: false,
    supervise: options.work,
    schedule: options.work,
  });
  await boss.start();
  if (options.work) {
    for (const [name, cron] of Object.entries(CHORES)) await boss.schedule(name, cron);
  }
  return boss;
}

/** Stops taking jobs and waits for those that run. */
export async function closeQueue(timeoutMs = 10_000): Promise<void> {
  const boss = await slot.boss?.catch(() => null);
  slot.open = null;
  slot.boss = null;
  await boss?.stop({ graceful: true, timeout: timeoutMs });
}

/** Adds jobs in the transaction of their cause: they exist exactly when it commits. */
export async function enqueue(tx: Tx, jobs: readonly Job[]): Promise<void> {
  if (jobs.length === 0) return;
  const boss = await openedQueue();
  const { fromDrizzle } = await import("pg-boss");
  const db = fromDrizzle(tx, sqlTag);
  // One statement a queue: signing a whole tenant out may leave thousands.
  for (const [name, some] of Map.groupBy(jobs, (job) => job.name)) {
    const inserts = some.map((job) => ({
      data: job.data,
      ...("startAfterSeconds" in job && { startAfter: job.startAfterSeconds }),
    }));
    await boss.insert(name, inserts, { db });
  }
}

/** How many jobs wait, wait for another try, run and failed, by queue: for the health report. */
export async function queueCounts(): Promise<
  { name: string; queued: number; retrying: number; active: number; failed: number }[]
> {
  const rows = await connection().sql<
    { name: string; queued: number; retrying: number; active: number; failed: number }[]
  >`select name,
      count(*) filter (where state = 'created')::int as queued,
      count(*) filter (where state = 'retry')::int as retrying,
      count(*) filter (where state = 'active')::int as active,
      count(*) filter (where state = 'failed')::int as failed
    from pgboss.job where name in ${connection().sql(Object.keys(QUEUES))} group by name`;
  return [...rows];
}

/**
 * pg-boss runs on a small pool of its own: it sends texts of several statements that a shared one
 * would tear apart. Only what has a cause is written in the cause's transaction.
 */
export async function makeBoss(
  connectionString: string,
  options: ConstructorOptions,
): Promise<PgBoss> {
  const { PgBoss: Boss } = await import("pg-boss");
  const boss = new Boss({
    schema: SCHEMA,
    application_name: "gatehouse jobs",
    // The app role owns no index and need not see every transaction.
    reindex: false,
    monitorVacuum: false,
    ...options,
    connectionString,
  });
  boss.on("error", (error) => log.error({ err: error }, "job queue"));
  return boss;
}
