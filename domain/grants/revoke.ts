import { and, eq, isNull, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { oidcTokens } from "#db/schema/oidc-tokens.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { readTenantToken } from "#domain/kernel/tenant-token.ts";
import { readGrantId } from "./grant-id.ts";

/**
 * Ends a family of tokens: none counts from here on, those that are just being made included. Out:
 * whether it ended now. Throws `unavailable`.
 */
export async function revokeGrant(text: string): Promise<boolean> {
  const key = readGrantId(text);
  if (!key) return false;
  try {
    const ended = await database()
      .update(oidcGrants)
      .set({ revokedAt: sql`now()` })
      .where(
        and(
          eq(oidcGrants.tenantId, key.tenantId),
          eq(oidcGrants.id, key.id),
          isNull(oidcGrants.revokedAt),
        ),
      )
      .returning({ id: oidcGrants.id });
    return ended.length === 1;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** Ends a signed token that has no grant: a client's own. In: its id, and when it ends by itself. */
export async function revokeClientToken(
  tokenId: string,
  ssoClientId: string,
  expiresAt: Date,
): Promise<void> {
  const key = readTenantToken(tokenId);
  if (!key) return;
  try {
    await database()
      .insert(oidcTokens)
      .values({
        tenantId: key.tenantId,
        hash: key.tokenHash,
        kind: "ClientCredentials",
        ssoClientId,
        payload: {},
        expiresAt,
        consumedAt: sql`now()`,
      })
      .onConflictDoNothing();
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
