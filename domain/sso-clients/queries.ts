import { and, desc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { validate as isUuid } from "uuid";
import type { Database, Tx } from "#db/client.ts";
import { ssoClientSecrets, ssoClients } from "#db/schema/sso-clients.ts";
import { notFound } from "#domain/kernel/errors.ts";
import { versionOf } from "#domain/kernel/version.ts";

export type SsoClientRow = typeof ssoClients.$inferSelect;

export const ssoClientColumns = {
  tenantId: ssoClients.tenantId,
  id: ssoClients.id,
  clientId: ssoClients.clientId,
  name: ssoClients.name,
  type: ssoClients.type,
  applicationType: ssoClients.applicationType,
  redirectUris: ssoClients.redirectUris,
  postLogoutRedirectUris: ssoClients.postLogoutRedirectUris,
  backchannelLogoutUri: ssoClients.backchannelLogoutUri,
  frontchannelLogoutUri: ssoClients.frontchannelLogoutUri,
  tags: ssoClients.tags,
  grantTypes: ssoClients.grantTypes,
  scopes: ssoClients.scopes,
  resources: ssoClients.resources,
  tokenFormat: ssoClients.tokenFormat,
  requiredAal: ssoClients.requiredAal,
  enabled: ssoClients.enabled,
  firstParty: ssoClients.firstParty,
  authMethod: ssoClients.authMethod,
  jwks: ssoClients.jwks,
  jwksUri: ssoClients.jwksUri,
  tlsSubjectDn: ssoClients.tlsSubjectDn,
  certificateBound: ssoClients.certificateBound,
  dpopBound: ssoClients.dpopBound,
  requirePar: ssoClients.requirePar,
  template: ssoClients.template,
  lastUsedAt: ssoClients.lastUsedAt,
  lastUsedBy: ssoClients.lastUsedBy,
  createdAt: ssoClients.createdAt,
  updatedAt: ssoClients.updatedAt,
};

/** What the outside sees of a client: all but its tenant's id, and never a secret. */
export function describeSsoClient({ tenantId: _, ...row }: SsoClientRow) {
  return {
    ...row,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** The same with the version that a change of it may start from. */
export function versioned(row: SsoClientRow) {
  return { ...describeSsoClient(row), version: versionOf(editableOf(row)) };
}

/** What can be changed of a client, by the names of the operation that changes it. */
export function editableOf(row: SsoClientRow) {
  const { id, clientId, type, template, ...editable } = snapshotOf(row);
  return editable;
}

/** What an event of the audit log holds of a client: what somebody chose. */
export function snapshotOf(row: SsoClientRow) {
  const { lastUsedAt, lastUsedBy, createdAt, updatedAt, ...chosen } = describeSsoClient(row);
  return chosen;
}

/**
 * The client of the tenant that `key` names: its client id, or its own id. Throws `not_found`. With
 * `lock`, held for the rest of the transaction.
 */
export async function findSsoClient(
  db: Database | Tx,
  tenantId: string,
  key: string,
  lock = false,
): Promise<SsoClientRow> {
  const statement = db
    .select(ssoClientColumns)
    .from(ssoClients)
    .where(
      and(
        eq(ssoClients.tenantId, tenantId),
        isUuid(key) ? eq(ssoClients.id, key) : eq(ssoClients.clientId, key),
      ),
    );
  const [row] = await (lock ? statement.for("update") : statement);
  if (!row) throw notFound("sso_client");
  return row;
}

/** True for a secret that is accepted now, by the database's clock. */
export const liveSecret = or(
  isNull(ssoClientSecrets.retiresAt),
  gt(ssoClientSecrets.retiresAt, sql`now()`),
);

/** The live secrets of a client, the newest first; never their hashes. */
export async function liveSecretsOf(db: Database | Tx, tenantId: string, ssoClientId: string) {
  return await db
    .select({
      id: ssoClientSecrets.id,
      createdAt: ssoClientSecrets.createdAt,
      retiresAt: ssoClientSecrets.retiresAt,
    })
    .from(ssoClientSecrets)
    .where(
      and(
        eq(ssoClientSecrets.tenantId, tenantId),
        eq(ssoClientSecrets.ssoClientId, ssoClientId),
        liveSecret,
      ),
    )
    .orderBy(desc(ssoClientSecrets.id));
}
