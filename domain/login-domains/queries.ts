import { and, eq } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { identityProviders } from "#db/schema/identity-providers.ts";
import { loginDomains } from "#db/schema/login-domains.ts";
import { type OpenMove, openMovesOf } from "#domain/domain-moves/open-moves.ts";
import { type ProviderKind, providerKinds } from "#domain/identity-providers/kinds.ts";
import { invalid, notFound } from "#domain/kernel/errors.ts";
import { type Editable, versionOf } from "#domain/kernel/version.ts";
import { parseClaim } from "./parse-claim.ts";
import { challengeRecord, warningEnd } from "./rules.ts";

export const domainColumns = {
  tenantId: loginDomains.tenantId,
  domain: loginDomains.domain,
  status: loginDomains.status,
  active: loginDomains.active,
  wildcard: loginDomains.wildcard,
  providerIds: loginDomains.providerIds,
  challengeToken: loginDomains.challengeToken,
  challengeExpiresAt: loginDomains.challengeExpiresAt,
  lastCheck: loginDomains.lastCheck,
  verifiedAt: loginDomains.verifiedAt,
  verifiedBy: loginDomains.verifiedBy,
  createdAt: loginDomains.createdAt,
  proofToken: loginDomains.proofToken,
  missingSince: loginDomains.missingSince,
};

export type DomainRow = Pick<typeof loginDomains.$inferSelect, keyof typeof domainColumns>;
type TenantProvider = { id: string; kind: ProviderKind; name: string };

/**
 * What the outside sees of a login domain. In: the row, every provider of its tenant, and the move of
 * the domain that is under way.
 */
export function describeDomain(
  row: DomainRow,
  providers: readonly TenantProvider[],
  move: OpenMove | undefined,
) {
  const offered = row.providerIds
    ? providers.filter((provider) => row.providerIds?.includes(provider.id))
    : providers;
  return {
    domain: row.domain,
    status: move?.status === "agreed" ? ("moving" as const) : row.status,
    active: row.active,
    wildcard: row.wildcard,
    /** Whether the domain offers whatever the tenant has, or just the listed ones. */
    allProviders: row.providerIds === null,
    providers: providerKinds.filter((kind) => offered.some((provider) => provider.kind === kind)),
    /** The very ones: of several custom providers, `providers` cannot tell which is meant. */
    providerIds: offered.map((provider) => provider.id),
    challenge:
      row.challengeToken && row.challengeExpiresAt
        ? {
            ...challengeRecord(row.domain, row.challengeToken),
            expiresAt: row.challengeExpiresAt.toISOString(),
          }
        : null,
    lastCheck: row.lastCheck,
    verifiedAt: row.verifiedAt?.toISOString() ?? null,
    verifiedBy: row.verifiedBy,
    /** The record that has to stay: null where nothing is looked for, as for a vouched domain. */
    record: row.proofToken ? challengeRecord(row.domain, row.proofToken) : null,
    missingSince: row.missingSince?.toISOString() ?? null,
    /** The end of the warning. Nothing is unrouted then either: an admin has to decide. */
    warningEndsAt: row.missingSince ? warningEnd(row.missingSince).toISOString() : null,
    move: move ?? null,
  };
}

/** What can be changed of a login domain. Null providers: whatever the tenant has. */
export function editableOf(row: DomainRow): Editable {
  return { active: row.active, wildcard: row.wildcard, providers: row.providerIds };
}

/** `readDescribed` with the version that a change of the domain may start from. */
export async function readVersioned(db: Database | Tx, row: DomainRow) {
  return { ...(await readDescribed(db, row)), version: versionOf(editableOf(row)) };
}

/** The outside's view, with providers and a move read by the way. */
export async function readDescribed(db: Database | Tx, row: DomainRow) {
  const moves = await openMovesOf(db, row.tenantId, [row.domain]);
  return describeDomain(row, await providersOf(db, row.tenantId), moves.get(row.domain));
}

/** Every provider of the tenant, just enough to name them. */
export async function providersOf(db: Database | Tx, tenantId: string): Promise<TenantProvider[]> {
  return await db
    .select({
      id: identityProviders.id,
      kind: identityProviders.kind,
      name: identityProviders.name,
    })
    .from(identityProviders)
    .where(eq(identityProviders.tenantId, tenantId))
    .orderBy(identityProviders.id);
}

/** The tenant's claim to what `raw` names. Throws `not_found`. With `lock`, held by the transaction. */
export async function findClaim(
  db: Database | Tx,
  tenantId: string,
  raw: string,
  lock = false,
): Promise<DomainRow> {
  const statement = db
    .select(domainColumns)
    .from(loginDomains)
    .where(
      and(eq(loginDomains.tenantId, tenantId), eq(loginDomains.domain, parseClaim(raw).domain)),
    );
  const [row] = await (lock ? statement.for("update") : statement);
  if (!row) throw notFound("login_domain");
  return row;
}

/**
 * The provider ids that a domain picks by kind, name or id; null stays "all of them".
 * Throws `invalid` for one that the tenant does not have, and for two custom ones.
 */
export async function pickProviders(
  tx: Tx,
  tenantId: string,
  keys: readonly string[] | null,
): Promise<string[] | null> {
  if (keys === null) return null;
  const known = await providersOf(tx, tenantId);
  const picked = keys.map((key) => {
    const match = known.find(({ id, kind, name }) => [id, kind, name].includes(key));
    if (match) return match;
    throw invalid({ providers: `This tenant has no provider "${key}".` });
  });
  const ids = [...new Set(picked.map((provider) => provider.id))];
  const custom = new Set(picked.flatMap(({ kind, id }) => (kind === "oidc" ? [id] : [])));
  if (custom.size > 1) {
    throw invalid({ providers: "A domain offers at most one custom provider. Pick one of them." });
  }
  return ids;
}
