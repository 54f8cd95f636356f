import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { loginDomains } from "#db/schema/login-domains.ts";
import { tenants } from "#db/schema/tenants.ts";
import { systemContext } from "#domain/kernel/context.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { recheckDomain } from "./recheck.ts";

const BATCH = 100;
/** So many look-ups at once: a slow DNS server must not hold up the others. */
const AT_ONCE = 8;

/** Re-checks every verified domain whose last check is a day old. Out: how many. */
export async function recheckDueDomains(): Promise<number> {
  let checked = 0;
  for (;;) {
    const due = await readDue();
    for (let start = 0; start < due.length; start += AT_ONCE) {
      await Promise.all(due.slice(start, start + AT_ONCE).map(recheck));
    }
    checked += due.length;
    if (due.length < BATCH) return checked;
  }
}

/** A domain that is gone or changed meanwhile needs no re-check. */
async function recheck({ tenantId, domain }: { tenantId: string; domain: string }): Promise<void> {
  try {
    await recheckDomain(systemContext("domain-watch", tenantId), { domain });
  } catch (error) {
    const over = error instanceof GatehouseError && ["not_found", "conflict"].includes(error.code);
    if (!over) throw error;
  }
}

async function readDue() {
  return await database()
    .select({ tenantId: loginDomains.tenantId, domain: loginDomains.domain })
    .from(loginDomains)
    .innerJoin(tenants, eq(tenants.id, loginDomains.tenantId))
    .where(
      and(
        isNotNull(loginDomains.proofToken),
        eq(loginDomains.status, "verified"),
        eq(tenants.status, "active"),
        sql`${loginDomains.recheckedAt} < now() - interval '1 day'`,
      ),
    )
    .orderBy(asc(loginDomains.recheckedAt))
    .limit(BATCH);
}
