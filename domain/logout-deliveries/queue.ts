import { and, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Tx } from "#db/client.ts";
import type { Job } from "#db/queue.ts";
import { logoutDeliveries } from "#db/schema/logout-deliveries.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { ssoClients } from "#db/schema/sso-clients.ts";
import { users } from "#db/schema/users.ts";

/** PostgreSQL takes 65,535 values in a statement; a row here has seven. */
const ROWS_AT_ONCE = 5_000;

export type LogoutJob = Extract<Job, { name: "deliver-logout" }>;

/**
 * Notes which clients have to be told that grants end, before these are deleted, in the transaction
 * that does so. In: which grants. Out: the jobs, for the operation to return. A client that has no
 * address for it, or is switched off, is told nothing; a session that it was visited in twice, once.
 */
export async function queueLogouts(tx: Tx, which: SQL | undefined): Promise<LogoutJob[]> {
  if (!which) throw new Error("Telling clients takes a condition");
  const told = await tx
    .selectDistinct({
      tenantId: oidcGrants.tenantId,
      ssoClientId: ssoClients.id,
      userId: oidcGrants.userId,
      email: users.email,
      sessionId: oidcGrants.sessionId,
      // Not made from the session here: signing in anew hands grants on to another one.
      sid: sql<string | null>`${oidcGrants.payload} ->> 'sid'`,
    })
    .from(oidcGrants)
    .innerJoin(
      ssoClients,
      and(eq(ssoClients.tenantId, oidcGrants.tenantId), eq(ssoClients.id, oidcGrants.ssoClientId)),
    )
    .innerJoin(users, and(eq(users.tenantId, oidcGrants.tenantId), eq(users.id, oidcGrants.userId)))
    .where(and(which, isNotNull(ssoClients.backchannelLogoutUri), eq(ssoClients.enabled, true)));
  const rows = told.map((one) => ({ ...one, id: uuidv7(), nextTryAt: sql`now()` }));
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await tx.insert(logoutDeliveries).values(rows.slice(at, at + ROWS_AT_ONCE));
  }
  return rows.map(({ tenantId, id }) => ({
    name: "deliver-logout",
    data: { tenantId, deliveryId: id },
  }));
}
