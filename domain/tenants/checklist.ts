import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { loginDomains } from "#db/schema/login-domains.ts";
import { tenants } from "#db/schema/tenants.ts";
import { users } from "#db/schema/users.ts";
import { providersOfTenants } from "#domain/identity-providers/of-tenants.ts";

/** The steps from an empty tenant to single sign-on, in the order in which they make sense. */
export const checklistSteps = ["domain", "provider", "test", "people", "enforce"] as const;

export type ChecklistStep = (typeof checklistSteps)[number];

/** Which steps are done. `stepsDone` counts them, for a list. */
export type Checklist = { steps: { step: ChecklistStep; done: boolean }[]; stepsDone: number };

/** One person is the admin who set the tenant up: from the second one on, people were invited. */
const ENOUGH_PEOPLE = 2;

/** Each tenant's checklist, from what is there now: nobody ticks a step off. */
export async function readChecklists(
  db: Database | Tx,
  tenantIds: readonly string[],
): Promise<Map<string, Checklist>> {
  if (tenantIds.length === 0) return new Map();
  const ids = [...tenantIds];
  const rows = await db
    .select({ id: tenants.id, enforced: tenants.ssoEnforced, verified, people })
    .from(tenants)
    .where(inArray(tenants.id, ids));
  const providers = Map.groupBy(await providersOfTenants(db, ids), (one) => one.tenantId);
  return new Map(
    rows.map((row) => {
      const ready = (providers.get(row.id) ?? []).filter((provider) => provider.ready);
      const done: Record<ChecklistStep, boolean> = {
        domain: row.verified,
        provider: ready.length > 0,
        test: ready.some((provider) => provider.lastTest?.ok === true),
        people: row.people >= ENOUGH_PEOPLE,
        enforce: row.enforced,
      };
      const steps = checklistSteps.map((step) => ({ step, done: done[step] }));
      return [row.id, { steps, stepsDone: steps.filter((one) => one.done).length }];
    }),
  );
}

const verified = sql<boolean>`exists (select from ${loginDomains} where ${and(
  eq(loginDomains.tenantId, tenants.id),
  eq(loginDomains.status, "verified"),
  eq(loginDomains.active, true),
)})`;

// In the order of an index: without one, a tenant of few people is looked for among everybody's.
const people = sql<number>`(select count(*)::int from (
  select from ${users} where ${eq(users.tenantId, tenants.id)} order by ${users.email} limit ${sql.raw(String(ENOUGH_PEOPLE))}) as counted)`;
