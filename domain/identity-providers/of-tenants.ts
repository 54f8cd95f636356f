import { asc, desc, inArray } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { identityProviderSecrets, identityProviders } from "#db/schema/identity-providers.ts";
import {
  type DescribedProvider,
  describeProvider,
  providerColumns,
  secretColumns,
} from "./queries.ts";

/** Every provider of several tenants, as the outside sees them, for screens that compare tenants. */
export async function providersOfTenants(
  db: Database | Tx,
  tenantIds: readonly string[],
): Promise<(DescribedProvider & { tenantId: string })[]> {
  if (tenantIds.length === 0) return [];
  const ids = [...tenantIds];
  const rows = await db
    .select(providerColumns)
    .from(identityProviders)
    .where(inArray(identityProviders.tenantId, ids))
    .orderBy(asc(identityProviders.tenantId), asc(identityProviders.id));
  const secrets = await db
    .select(secretColumns)
    .from(identityProviderSecrets)
    .where(inArray(identityProviderSecrets.tenantId, ids))
    .orderBy(desc(identityProviderSecrets.id));
  const byProvider = Map.groupBy(secrets, (secret) => secret.providerId);
  return rows.map((row) => ({
    ...describeProvider(row, byProvider.get(row.id) ?? []),
    tenantId: row.tenantId,
  }));
}
