import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { endGrantsOfUser } from "#domain/grants/end.ts";
import type { LogoutJob } from "#domain/logout-deliveries/queue.ts";
import { endSessions } from "./end.ts";

/**
 * Ends every session of a person, but for one when told so, and what clients were given that outlives a
 * session. Out: how many sessions, and the jobs that tell the clients, for the operation to return.
 */
export async function signOutEverywhere(
  tx: Tx,
  who: { tenantId: string; userId: string; exceptSessionId?: string },
): Promise<{ ended: number; jobs: LogoutJob[] }> {
  const theirs = and(
    eq(sessions.tenantId, who.tenantId),
    eq(sessions.userId, who.userId),
    who.exceptSessionId === undefined ? undefined : ne(sessions.id, who.exceptSessionId),
  );
  const { ids, jobs } = await endSessions(tx, theirs);
  const offline = await endGrantsOfUser(tx, who);
  return { ended: ids.length, jobs: [...jobs, ...offline.jobs] };
}
