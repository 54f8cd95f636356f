import { and, eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { identityProviderSecrets, identityProviders } from "#db/schema/identity-providers.ts";
import { loginDomains, verifiedDomains } from "#db/schema/login-domains.ts";
import { tenants } from "#db/schema/tenants.ts";
import { issuerOf } from "#domain/identity-providers/issuers.ts";
import type { ProviderKind } from "#domain/identity-providers/kinds.ts";
import type { ReadinessFacts } from "#domain/identity-providers/readiness.ts";
import type { DomainName } from "#domain/login-domains/email-address.ts";
import { routeCandidates } from "#domain/login-domains/rules.ts";
import { opensWithOurKeys } from "#platform/seal.ts";

/** A verified claim, with all that the routing decision needs of its tenant. */
export type RouteClaim = {
  domain: string;
  wildcard: boolean;
  active: boolean;
  /** Null offers every provider of the tenant. */
  providerIds: readonly string[] | null;
  tenant: {
    id: string;
    status: "active" | "suspended";
    ssoEnforced: boolean;
    appFallback: "allowed" | "denied";
  };
  providers: readonly (ReadinessFacts & { id: string; name: string })[];
};

/**
 * The verified claims that could route `domain`: its own and those of its parents. One prepared
 * statement, on the domains and what they route to; it never touches users.
 */
export async function loadRouteClaims(domain: DomainName): Promise<RouteClaim[]> {
  const rows = await routeStatement().execute({ candidates: routeCandidates(domain).join(" ") });
  const claims = new Map<string, RouteClaim & { providers: RouteClaim["providers"][number][] }>();
  for (const row of rows) {
    const key = `${row.domain} ${row.tenantId}`;
    const claim = claims.get(key) ?? { ...claimOf(row), providers: [] };
    claims.set(key, claim);
    if (row.providerId && row.kind) addProvider(claim.providers, row, row.providerId, row.kind);
  }
  return [...claims.values()];
}

type Row = Awaited<ReturnType<ReturnType<typeof routeStatement>["execute"]>>[number];

/** Built once an open pool: the hot path of the product. A pool that was reopened has another. */
const prepared = new WeakMap<object, ReturnType<typeof buildStatement>>();

function routeStatement() {
  const pool = database();
  const statement = prepared.get(pool) ?? buildStatement();
  prepared.set(pool, statement);
  return statement;
}

/**
 * The candidates (127 labels at most) come as a set whose size no plan can know. An array's size is
 * known to a plan made for one value, which then always looks cheaper than the generic one, and
 * PostgreSQL would plan five tables anew at every call: five times the cost of the look-up itself.
 */
function buildStatement() {
  return database()
    .select({
      domain: verifiedDomains.domain,
      tenantId: verifiedDomains.tenantId,
      wildcard: loginDomains.wildcard,
      active: loginDomains.active,
      providerIds: loginDomains.providerIds,
      status: tenants.status,
      ssoEnforced: tenants.ssoEnforced,
      appFallback: tenants.appFallback,
      providerId: identityProviders.id,
      kind: identityProviders.kind,
      name: identityProviders.name,
      issuer: identityProviders.issuer,
      clientId: identityProviders.clientId,
      directoryIds: identityProviders.directoryIds,
      enabled: identityProviders.enabled,
      sealed: identityProviderSecrets.sealed,
      expiresAt: identityProviderSecrets.expiresAt,
    })
    .from(verifiedDomains)
    .innerJoin(
      loginDomains,
      and(
        eq(loginDomains.tenantId, verifiedDomains.tenantId),
        eq(loginDomains.domain, verifiedDomains.domain),
        eq(loginDomains.status, "verified"),
      ),
    )
    .innerJoin(tenants, eq(tenants.id, verifiedDomains.tenantId))
    .leftJoin(identityProviders, eq(identityProviders.tenantId, verifiedDomains.tenantId))
    .leftJoin(
      identityProviderSecrets,
      and(
        eq(identityProviderSecrets.tenantId, identityProviders.tenantId),
        eq(identityProviderSecrets.providerId, identityProviders.id),
      ),
    )
    .where(
      sql`${verifiedDomains.domain} in (
        select regexp_split_to_table(${sql.placeholder("candidates")}, ' ') limit 127)`,
    )
    .orderBy(verifiedDomains.domain, identityProviders.id, identityProviderSecrets.id)
    .prepare("route_claims");
}

function claimOf(row: Row): RouteClaim {
  return {
    domain: row.domain,
    wildcard: row.wildcard,
    active: row.active,
    providerIds: row.providerIds,
    tenant: {
      id: row.tenantId,
      status: row.status,
      ssoEnforced: row.ssoEnforced,
      appFallback: row.appFallback,
    },
    providers: [],
  };
}

/** Folds the row's provider, or one more secret of the provider before it, into the list. */
function addProvider(
  providers: RouteClaim["providers"][number][],
  row: Row,
  id: string,
  kind: ProviderKind,
): void {
  const secret = row.sealed
    ? [{ expiresAt: row.expiresAt, keyKnown: opensWithOurKeys(row.sealed) }]
    : [];
  const last = providers.at(-1);
  if (last?.id === id) {
    providers[providers.length - 1] = { ...last, secrets: [...last.secrets, ...secret] };
    return;
  }
  const directoryIds = row.directoryIds ?? [];
  providers.push({
    id,
    kind,
    name: row.name ?? "",
    enabled: row.enabled === true,
    clientId: row.clientId ?? "",
    issuer: issuerOf({ kind, issuer: row.issuer, directoryIds }),
    directoryIds,
    secrets: secret,
  });
}
