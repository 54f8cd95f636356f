import { and, count, eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { loginDomains } from "#db/schema/login-domains.ts";

/** How many claims that are still being proven the DNS said nothing about when last asked. */
export async function countUnreachableDomains(): Promise<number> {
  const [row] = await database()
    .select({ domains: count() })
    .from(loginDomains)
    .where(
      and(
        eq(loginDomains.status, "pending"),
        sql`${loginDomains.lastCheck} ->> 'outcome' = 'failed'`,
        sql`${loginDomains.challengeExpiresAt} > now()`,
      ),
    );
  return row?.domains ?? 0;
}
