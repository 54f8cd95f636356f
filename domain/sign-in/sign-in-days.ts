import { type SQL, sql } from "drizzle-orm";
import { type Database, database, type Tx } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { signInDays, signInRollups } from "#db/schema/sign-in-days.ts";
import { tenants } from "#db/schema/tenants.ts";

const DAYS = 30;

/** The ways to sign in that a chart tells apart. */
export const signInWays = ["password", "google", "azure-ad", "oidc"] as const;

export type SignInWay = (typeof signInWays)[number];

/** One day, in UTC: the sign-ins by each way, and how many failed or were refused. */
export type SignInDay = { day: string; signIns: Record<SignInWay, number>; failures: number };

/** How the audit log tells the way; a failure is one whatever the way. */
const way = sql`case when ${auditEvents.outcome} <> 'success' then 'failure'
  else coalesce(${auditEvents.after}->>'method', 'password') end`;
const isSignIn = sql`${auditEvents.action} in ('sign_in.password', 'sign_in.provider')`;
const today = sql`(now() at time zone 'UTC')::date`;

/**
 * A tenant's sign-ins of the last 30 days, today included, the oldest day first and none left out.
 * Days that were counted are read as such; the rest, which is today, from the audit log.
 */
export async function readSignInDays(db: Database | Tx, tenantId: string): Promise<SignInDay[]> {
  const [edge] = await db.execute<{ today: string; uncounted: string }>(sql`
    select ${today}::text as today,
      coalesce(max(${signInRollups.day}) + 1, ${today} - ${DAYS - 1}::int)::text as uncounted
    from ${signInRollups}`);
  if (!edge) throw new Error("An aggregate answered no row");
  const counted = await db.execute<{ day: string; way: string; count: number }>(sql`
    select ${signInDays.day}::text as day, ${signInDays.way} as way, ${signInDays.count} as count
    from ${signInDays}
    where ${signInDays.tenantId} = ${tenantId} and ${signInDays.day} > ${edge.today}::date - ${DAYS}::int
      and ${signInDays.day} < ${edge.uncounted}::date`);
  const live = await db.execute<{ day: string; way: string; count: number }>(sql`
    select day::text as day, way, count(*)::int as count from (
      select (${auditEvents.at} at time zone 'UTC')::date as day, ${way} as way from ${auditEvents}
      where ${auditEvents.tenantId} = ${tenantId} and ${isSignIn}
        and ${auditEvents.at} >= ${startOf(sql`${edge.uncounted}::date`)}) as events
    group by day, way`);
  const days = lastDays(edge.today);
  for (const row of [...counted, ...live]) {
    const day = days.get(row.day);
    const known = signInWays.find((one) => one === row.way);
    if (day && known) day.signIns[known] += row.count;
    else if (day) day.failures += row.count;
  }
  return [...days.values()];
}

/**
 * Counts the days before `until` (the current one) that were not counted yet, for all tenants in one
 * pass over the log. Out: how many days. Two that run together count each day once.
 */
export async function countSignInDays(until?: string): Promise<number> {
  const end = until === undefined ? today : sql`${until}::date`;
  return await database().transaction(async (tx) => {
    const days = await tx.execute<{ day: string }>(sql`
      insert into ${signInRollups} (day)
      select generate_series(coalesce(max(${signInRollups.day}) + 1, ${end} - ${DAYS - 1}::int),
        ${end} - 1, interval '1 day')::date from ${signInRollups}
      on conflict do nothing returning ${signInRollups.day}::text as day`);
    const from = days.map((row) => row.day).sort()[0];
    if (from === undefined) return 0;
    await tx.execute(sql`
      insert into ${signInDays} (tenant_id, day, way, count)
      select ${auditEvents.tenantId}, (${auditEvents.at} at time zone 'UTC')::date, ${way}, count(*)
      from ${auditEvents} join ${tenants} on ${tenants.id} = ${auditEvents.tenantId}
      where ${isSignIn} and ${auditEvents.at} >= ${startOf(sql`${from}::date`)}
        and ${auditEvents.at} < ${startOf(end)}
      group by 1, 2, 3`);
    return days.length;
  });
}

/** Midnight in UTC. */
function startOf(day: SQL): SQL {
  return sql`((${day})::timestamp at time zone 'UTC')`;
}

function lastDays(end: string): Map<string, SignInDay> {
  const last = Date.parse(`${end}T00:00:00Z`);
  return new Map(
    Array.from({ length: DAYS }, (_, index) => {
      const day = new Date(last - (DAYS - 1 - index) * 86_400_000).toISOString().slice(0, 10);
      const signIns = { password: 0, google: 0, "azure-ad": 0, oidc: 0 };
      return [day, { day, signIns, failures: 0 }];
    }),
  );
}
