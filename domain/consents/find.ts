import { and, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { consents } from "#db/schema/consents.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";

/** What somebody agreed to, by name. */
export type Agreed = {
  scopes: string[];
  claims: string[];
  resources: Record<string, string[]>;
};

/** What a person agreed that a client may have; nothing when they never did. Throws `unavailable`. */
export async function findConsent(which: {
  tenantId: string;
  userId: string;
  ssoClientId: string;
}): Promise<Agreed> {
  try {
    const [row] = await database()
      .select({
        scopes: consents.scopes,
        claims: consents.claims,
        resources: consents.resources,
      })
      .from(consents)
      .where(
        and(
          eq(consents.tenantId, which.tenantId),
          eq(consents.userId, which.userId),
          eq(consents.ssoClientId, which.ssoClientId),
        ),
      );
    return row ?? { scopes: [], claims: [], resources: {} };
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
