import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { type LogoutJob, queueLogouts } from "#domain/logout-deliveries/queue.ts";

/**
 * Ends every grant of a person, also those that outlive their sessions; of one client alone, or but for
 * those of one session, when told so. Out: how many, and the jobs that tell the clients, for the
 * operation to return.
 */
export async function endGrantsOfUser(
  tx: Tx,
  who: { tenantId: string; userId: string; ssoClientId?: string; exceptSessionId?: string },
): Promise<{ ended: number; jobs: LogoutJob[] }> {
  const theirs = and(
    eq(oidcGrants.tenantId, who.tenantId),
    eq(oidcGrants.userId, who.userId),
    who.ssoClientId === undefined ? undefined : eq(oidcGrants.ssoClientId, who.ssoClientId),
    who.exceptSessionId === undefined
      ? undefined
      : sql`${oidcGrants.sessionId} is distinct from ${who.exceptSessionId}::uuid`,
  );
  const jobs = await queueLogouts(tx, theirs);
  const ended = await tx.delete(oidcGrants).where(theirs).returning({ id: oidcGrants.id });
  return { ended: ended.length, jobs };
}

/** Ends every grant that a client was given, whoever gave it. Out: how many. */
export async function endGrantsOfClient(
  tx: Tx,
  which: { tenantId: string; ssoClientId: string },
): Promise<number> {
  const ended = await tx
    .delete(oidcGrants)
    .where(
      and(eq(oidcGrants.tenantId, which.tenantId), eq(oidcGrants.ssoClientId, which.ssoClientId)),
    )
    .returning({ id: oidcGrants.id });
  return ended.length;
}

/** Ends every grant of a tenant's people. Out: the jobs that tell the clients, to be returned. */
export async function endGrantsOfTenant(tx: Tx, tenantId: string): Promise<LogoutJob[]> {
  const all = eq(oidcGrants.tenantId, tenantId);
  const jobs = await queueLogouts(tx, all);
  await tx.delete(oidcGrants).where(all);
  return jobs;
}
