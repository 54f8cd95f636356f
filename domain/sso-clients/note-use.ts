import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { ssoClients } from "#db/schema/sso-clients.ts";

/**
 * Notes that a client got tokens: for whom (an email), or null when for itself. Once a minute at
 * most, so that a busy client's tokens do not queue for one row.
 */
export async function noteSsoClientUse(
  client: { tenantId: string; id: string },
  usedBy: string | null,
): Promise<void> {
  await database()
    .update(ssoClients)
    .set({ lastUsedAt: sql`now()`, ...(usedBy === null ? {} : { lastUsedBy: usedBy }) })
    .where(
      and(
        eq(ssoClients.tenantId, client.tenantId),
        eq(ssoClients.id, client.id),
        or(
          isNull(ssoClients.lastUsedAt),
          lt(ssoClients.lastUsedAt, sql`now() - interval '1 minute'`),
        ),
      ),
    );
}
