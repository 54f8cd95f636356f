import { asc, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { type LiveCache, liveCache } from "#db/live-cache.ts";
import { policies } from "#db/schema/policies.ts";
import { singleton } from "#platform/singleton.ts";
import type { PolicySet } from "./decide.ts";
import { policyColumns, readPolicyDefault } from "./queries.ts";
import { ruleOf } from "./rules.ts";

const MOST_CACHED_TENANTS = 5_000;

function cache(): LiveCache<PolicySet> {
  return singleton("policy-cache", () =>
    liveCache<PolicySet>({
      max: MOST_CACHED_TENANTS,
      ttlSeconds: 60,
      tags: (tenantId) => [`policies:${tenantId}`],
    }),
  );
}

/** All rules of a tenant, from the cache while NOTIFY keeps that true. */
export async function loadPolicies(tenantId: string): Promise<PolicySet> {
  return await cache().get(tenantId, async () => {
    const rows = await database()
      .select(policyColumns)
      .from(policies)
      .where(eq(policies.tenantId, tenantId))
      .orderBy(asc(policies.createdAt), asc(policies.id));
    const defaultEffect = await readPolicyDefault(database(), tenantId);
    return { rules: rows.map(ruleOf), defaultEffect };
  });
}
