import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { consents } from "#db/schema/consents.ts";

/** Notes that a client was given tokens of a person by what they agreed to, once a minute at most. */
export async function noteConsentUse(which: {
  tenantId: string;
  userId: string;
  ssoClientId: string;
}): Promise<void> {
  await database()
    .update(consents)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        eq(consents.tenantId, which.tenantId),
        eq(consents.userId, which.userId),
        eq(consents.ssoClientId, which.ssoClientId),
        or(isNull(consents.lastUsedAt), lt(consents.lastUsedAt, sql`now() - interval '1 minute'`)),
      ),
    );
}
