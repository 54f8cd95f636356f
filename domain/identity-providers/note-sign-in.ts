import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { identityProviders } from "#db/schema/identity-providers.ts";

/**
 * Notes that somebody signed in through a tenant's provider. Once a minute at most, so that a busy
 * tenant's sign-ins do not queue for one row.
 */
export async function noteProviderSignIn(
  tx: Tx,
  client: { tenantId: string | null; providerId: string | null },
): Promise<void> {
  if (client.tenantId === null || client.providerId === null) return;
  await tx
    .update(identityProviders)
    .set({ lastSignInAt: sql`now()` })
    .where(
      and(
        eq(identityProviders.tenantId, client.tenantId),
        eq(identityProviders.id, client.providerId),
        or(
          isNull(identityProviders.lastSignInAt),
          lt(identityProviders.lastSignInAt, sql`now() - interval '1 minute'`),
        ),
      ),
    );
}
