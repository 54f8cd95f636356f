import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { ssoClients } from "#db/schema/sso-clients.ts";
import { singleton } from "#platform/singleton.ts";

const NOTE_EVERY_MS = 60_000;
const MOST_REMEMBERED = 10_000;

/** The same, asking the database no oftener than once a minute from this process either. */
export async function noteSsoClientUseNowAndThen(
  client: { tenantId: string; id: string },
  usedBy: string | null,
): Promise<void> {
  const noted = singleton("sso-client-use-noted", () => new Map<string, number>());
  const now = Date.now();
  if (now - (noted.get(client.id) ?? 0) < NOTE_EVERY_MS) return;
  if (noted.size > MOST_REMEMBERED) noted.clear();
  noted.set(client.id, now);
  await noteSsoClientUse(client, usedBy);
}

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
