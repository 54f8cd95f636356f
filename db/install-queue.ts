import { createRequire } from "node:module";
import type { Sql } from "postgres";
import { sha256 } from "#platform/hash.ts";
import { makeBoss, QUEUES, SCHEMA } from "./queue.ts";

const LIFE = { retryDelayMax: 3600, deleteAfterSeconds: 7 * 24 * 3600 };

/**
 * Makes pg-boss's schema and our queues, as the owner role, unless this very plan was made before:
 * a comment on pg-boss's own table says so, and a start need not even load pg-boss.
 * In: the owner's connection, and its address.
 */
export async function installQueue(sql: Sql, ownerUrl: string): Promise<void> {
  const plan = planMark();
  const [made] = await sql<{ plan: string | null }[]>`
    select obj_description(to_regclass(${`${SCHEMA}.version`}), 'pg_class') as plan`;
  if (made?.plan === plan) return;
  const boss = await makeBoss(ownerUrl, { max: 1, supervise: false, schedule: false });
  await boss.start();
  for (const [name, retries] of Object.entries(QUEUES)) {
    const options = { ...retries, ...LIFE };
    await boss.createQueue(name, options);
    await boss.updateQueue(name, options);
  }
  await boss.stop({ graceful: false });
  // The mark is hexadecimal: a comment takes no parameter.
  await sql.unsafe(`comment on table ${SCHEMA}.version is '${plan}'`);
}

/** What the schema and the queues are made from: pg-boss's release and our own plans. */
function planMark(): string {
  const { version }: { version: string } = createRequire(import.meta.url)("pg-boss/package.json");
  return sha256(JSON.stringify([version, QUEUES, LIFE])).toString("hex");
}
