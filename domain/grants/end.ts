import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";

/**
 * Ends every grant of a person, also those that outlive their sessions; of one client alone, or but for
 * those of one session, when told so. Out: how many.
 */
export async function endGrantsOfUser(
  tx: Tx,
  who: { tenantId: string; userId: string; ssoClientId?: string; exceptSessionId?: string },
): Promise<number> {
  const ended = await tx
    .delete(oidcGrants)
    .where(
      and(
        eq(oidcGrants.tenantId, who.tenantId),
        eq(oidcGrants.userId, who.userId),
        who.ssoClientId === undefined ? undefined : eq(oidcGrants.ssoClientId, who.ssoClientId),
        who.exceptSessionId === undefined
          ? undefined
          : sql`${oidcGrants.sessionId} is distinct from ${who.exceptSessionId}::uuid`,
      ),
    )
    .returning({ id: oidcGrants.id });
  return ended.length;
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
