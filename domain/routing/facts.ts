import { eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { identityProviderSecrets, identityProviders } from "#db/schema/identity-providers.ts";
import { loginDomains, verifiedDomains } from "#db/schema/login-domains.ts";
import { tenants } from "#db/schema/tenants.ts";
import type { DomainName } from "#domain/login-domains/email-address.ts";
import { routeCandidates } from "#domain/login-domains/rules.ts";
import { claimColumns, type IndexedClaim, ofVerifiedClaim } from "./claim-index.ts";
import { factsOf, secretsOfProvider, type TenantFacts, tenantColumns } from "./tenant-facts.ts";

/** A verified claim, with all that the routing decision needs of its tenant. */
export type RouteClaim = Omit<IndexedClaim, "tenantId"> & TenantFacts;

/**
 * The verified claims that could route `domain`: its own and those of its parents. One prepared
 * statement, on the domains and what they route to; it never touches users.
 */
export async function loadRouteClaims(domain: DomainName): Promise<RouteClaim[]> {
  const rows = await routeStatement().execute({ candidates: routeCandidates(domain).join(" ") });
  const claims = Map.groupBy(rows, (row) => `${row.domain} ${row.tenantId}`);
  return [...claims.values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    const { domain, wildcard, active, providerIds } = first;
    return [{ domain, wildcard, active, providerIds, ...factsOf([first, ...more]) }];
  });
}

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
    .select({ ...claimColumns, ...tenantColumns })
    .from(verifiedDomains)
    .innerJoin(loginDomains, ofVerifiedClaim)
    .innerJoin(tenants, eq(tenants.id, verifiedDomains.tenantId))
    .leftJoin(identityProviders, eq(identityProviders.tenantId, verifiedDomains.tenantId))
    .leftJoin(identityProviderSecrets, secretsOfProvider)
    .where(
      sql`${verifiedDomains.domain} in (
        select regexp_split_to_table(${sql.placeholder("candidates")}, ' ') limit 127)`,
    )
    .orderBy(verifiedDomains.domain, identityProviders.id, identityProviderSecrets.id)
    .prepare("route_claims");
}
