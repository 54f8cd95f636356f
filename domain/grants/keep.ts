import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { sessions } from "#db/schema/sessions.ts";

/**
 * Hands the grants of a session on to the one that replaces it, when it is the same person's: signing
 * in anew, because one app asks for it, signs nobody out of the others.
 */
export async function keepGrants(
  tx: Tx,
  from: { tenantId: string; tokenHash: Buffer },
  to: { tenantId: string; sessionId: string; userId: string },
): Promise<void> {
  if (from.tenantId !== to.tenantId) return;
  const replaced = tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.tenantId, from.tenantId), eq(sessions.tokenHash, from.tokenHash)));
  await tx
    .update(oidcGrants)
    .set({ sessionId: to.sessionId })
    .where(
      and(
        eq(oidcGrants.tenantId, to.tenantId),
        eq(oidcGrants.userId, to.userId),
        inArray(oidcGrants.sessionId, replaced),
      ),
    );
}
