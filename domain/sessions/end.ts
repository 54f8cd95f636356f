import { and, inArray, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { sessions } from "#db/schema/sessions.ts";
import { type LogoutJob, queueLogouts } from "#domain/logout-deliveries/queue.ts";

const SESSIONS_AT_ONCE = 5_000;

export type EndedSessions = {
  /** Of the sessions that ended. */
  ids: string[];
  /** For the operation to return: each client that a session visited is told. */
  jobs: LogoutJob[];
};

/**
 * Ends sessions on purpose, and with each everything that clients were given in it. In: which, always
 * scoped by tenant. Every end but that by age goes through here, because a deleted session takes along
 * the knowledge of whom to tell.
 */
export async function endSessions(tx: Tx, which: SQL | undefined): Promise<EndedSessions> {
  if (!which) throw new Error("Ending sessions takes a condition");
  // Locked first: a client that is being given something here waits, and then finds no session.
  const found = await tx
    .select({ tenantId: sessions.tenantId, id: sessions.id })
    .from(sessions)
    .where(which)
    .orderBy(sessions.tenantId, sessions.id)
    .for("update");
  const jobs: LogoutJob[] = [];
  for (let at = 0; at < found.length; at += SESSIONS_AT_ONCE) {
    const some = found.slice(at, at + SESSIONS_AT_ONCE);
    const tenantIds = [...new Set(some.map(({ tenantId }) => tenantId))];
    const ids = some.map(({ id }) => id);
    const theirs = and(inArray(oidcGrants.tenantId, tenantIds), inArray(oidcGrants.sessionId, ids));
    jobs.push(...(await queueLogouts(tx, theirs)));
    await tx
      .delete(sessions)
      .where(and(inArray(sessions.tenantId, tenantIds), inArray(sessions.id, ids)));
  }
  return { ids: found.map(({ id }) => id), jobs };
}
