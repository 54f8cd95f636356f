import { sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { translateGrantError } from "./grant-gone.ts";
import { readGrantId } from "./grant-id.ts";

export type NewGrant = {
  /** From `newGrantId`. */
  id: string;
  /** Null for the command line. */
  ssoClientId: string | null;
  userId: string;
  /** The session it is given in: when that is ended, the grant ends. */
  sessionId: string;
  offline: boolean;
  payload: Record<string, unknown>;
  lifetimeSeconds: number;
};

/**
 * Stores a grant; one that is there already gets the new payload. Throws `GrantGone` when its
 * session, person or client ended meanwhile, `unavailable` when the database is away.
 */
export async function saveGrant(grant: NewGrant): Promise<void> {
  const key = readGrantId(grant.id);
  if (!key) throw new Error("This is not the id of a grant");
  const { ssoClientId, userId, sessionId, offline, payload, lifetimeSeconds } = grant;
  try {
    await database()
      .insert(oidcGrants)
      .values({
        ...key,
        ssoClientId,
        userId,
        sessionId,
        offline,
        payload,
        expiresAt: sql`now() + make_interval(secs => ${lifetimeSeconds}::int)`,
      })
      .onConflictDoUpdate({ target: [oidcGrants.tenantId, oidcGrants.id], set: { payload } });
  } catch (error) {
    throw translateGrantError(error);
  }
}
