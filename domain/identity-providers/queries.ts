import { and, asc, eq, or, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { identityProviderSecrets, identityProviders } from "#db/schema/identity-providers.ts";
import { conflict, notFound } from "#domain/kernel/errors.ts";
import type { Editable } from "#domain/kernel/version.ts";
import { opensWithOurKeys } from "#platform/seal.ts";
import { expiryWarning } from "./expiry-rules.ts";
import { issuerOf } from "./issuers.ts";
import { readinessOf } from "./readiness.ts";

export type ProviderRow = typeof identityProviders.$inferSelect;
export type SecretRow = Omit<typeof identityProviderSecrets.$inferSelect, "warnedDays">;

export const providerColumns = {
  tenantId: identityProviders.tenantId,
  id: identityProviders.id,
  kind: identityProviders.kind,
  name: identityProviders.name,
  issuer: identityProviders.issuer,
  clientId: identityProviders.clientId,
  directoryIds: identityProviders.directoryIds,
  trustEmail: identityProviders.trustEmail,
  enabled: identityProviders.enabled,
  lastTest: identityProviders.lastTest,
  lastSignInAt: identityProviders.lastSignInAt,
  createdAt: identityProviders.createdAt,
  updatedAt: identityProviders.updatedAt,
};

export const secretColumns = {
  tenantId: identityProviderSecrets.tenantId,
  providerId: identityProviderSecrets.providerId,
  id: identityProviderSecrets.id,
  sealed: identityProviderSecrets.sealed,
  createdAt: identityProviderSecrets.createdAt,
  expiresAt: identityProviderSecrets.expiresAt,
};

/** What the outside sees of a provider; no secret, and one truthful readiness. */
export function describeProvider(row: ProviderRow, secrets: readonly SecretRow[]) {
  const issuer = issuerOf(row);
  const facts = secrets.map(({ expiresAt, sealed }) => ({
    expiresAt,
    keyKnown: opensWithOurKeys(sealed),
  }));
  const { ready, reasons } = readinessOf({ ...row, issuer, secrets: facts }, new Date());
  const newest = secrets[0];
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    issuer,
    clientId: row.clientId,
    directoryIds: row.directoryIds,
    trustEmail: row.trustEmail,
    enabled: row.enabled,
    ready,
    reasons,
    liveSecrets: secrets.length,
    secretExpiresAt: newest?.expiresAt?.toISOString() ?? null,
    secretWarning: expiryWarning(newest?.expiresAt ?? null, new Date()),
    lastTest: row.lastTest,
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
  };
}

export type DescribedProvider = ReturnType<typeof describeProvider>;

/** What can be changed of a provider, but for its secret; in: its live secrets, the newest first. */
export function editableOf(row: ProviderRow, [newest]: readonly SecretRow[]): Editable {
  return {
    issuer: row.issuer,
    clientId: row.clientId,
    directoryIds: row.directoryIds,
    trustEmail: row.trustEmail,
    enabled: row.enabled,
    secretExpiresAt: newest?.expiresAt?.toISOString() ?? null,
  };
}

/** Live secrets of one provider, the newest first. */
export async function secretsOf(db: Database | Tx, tenantId: string, providerId: string) {
  return await db
    .select(secretColumns)
    .from(identityProviderSecrets)
    .where(
      and(
        eq(identityProviderSecrets.tenantId, tenantId),
        eq(identityProviderSecrets.providerId, providerId),
      ),
    )
    .orderBy(sql`${identityProviderSecrets.id} desc`);
}

/**
 * The provider that `key` names: an id, a kind or a custom provider's name. Throws `not_found`, and
 * `conflict` when several match. With `lock`, held for the rest of the transaction.
 */
export async function findProvider(
  db: Database | Tx,
  tenantId: string,
  key: string,
  lock = false,
): Promise<ProviderRow> {
  const statement = db
    .select(providerColumns)
    .from(identityProviders)
    .where(
      and(
        eq(identityProviders.tenantId, tenantId),
        or(
          sql`${identityProviders.id}::text = ${key}`,
          sql`${identityProviders.kind} = ${key}`,
          eq(identityProviders.name, key),
        ),
      ),
    )
    .orderBy(asc(identityProviders.id));
  const rows = await (lock ? statement.for("update") : statement);
  const [first, ...others] = rows;
  if (!first) throw notFound("identity_provider");
  if (others.length > 0) {
    throw conflict(`Several providers answer to "${key}". Name the one you mean by its id.`);
  }
  return first;
}
