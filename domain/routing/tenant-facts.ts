import { and, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { type LiveCache, liveCache } from "#db/live-cache.ts";
import { identityProviderSecrets, identityProviders } from "#db/schema/identity-providers.ts";
import { tenants } from "#db/schema/tenants.ts";
import { issuerOf } from "#domain/identity-providers/issuers.ts";
import type { ReadinessFacts } from "#domain/identity-providers/readiness.ts";
import { opensWithOurKeys } from "#platform/seal.ts";
import { singleton } from "#platform/singleton.ts";

/** What a routing decision needs of the tenant that owns the domain. */
export type TenantFacts = {
  tenant: {
    id: string;
    status: "active" | "suspended";
    ssoEnforced: boolean;
    appFallback: "allowed" | "denied";
  };
  providers: readonly (ReadinessFacts & { id: string; name: string })[];
};

export const tenantColumns = {
  tenantId: tenants.id,
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
};

export const secretsOfProvider = and(
  eq(identityProviderSecrets.tenantId, identityProviders.tenantId),
  eq(identityProviderSecrets.providerId, identityProviders.id),
);

type Row = Awaited<ReturnType<typeof readTenant>>[number];

const MOST_CACHED_TENANTS = 20_000;

function cache(): LiveCache<TenantFacts | null> {
  return singleton("route-tenant-cache", () =>
    liveCache<TenantFacts | null>({
      max: MOST_CACHED_TENANTS,
      ttlSeconds: 60,
      tags: (tenantId) => [`tenant:${tenantId}`],
    }),
  );
}

/** A tenant's part of the decision, from the cache while NOTIFY keeps that true; null without one. */
export async function tenantFacts(tenantId: string): Promise<TenantFacts | null> {
  return await cache().get(tenantId, async () => {
    const [first, ...more] = await readTenant(tenantId);
    return first ? factsOf([first, ...more]) : null;
  });
}

/** In: a tenant's rows, one for each secret of each provider, in the order of their ids. */
export function factsOf(rows: readonly [Row, ...Row[]]): TenantFacts {
  const [{ tenantId: id, status, ssoEnforced, appFallback }] = rows;
  const providers = Map.groupBy(rows, (row) => row.providerId ?? "");
  return {
    tenant: { id, status, ssoEnforced, appFallback },
    providers: [...providers.values()].flatMap(([first, ...more]) =>
      first ? providerOf([first, ...more]) : [],
    ),
  };
}

function providerOf(rows: readonly [Row, ...Row[]]): TenantFacts["providers"] {
  const [{ providerId, kind, name, issuer, clientId, enabled }] = rows;
  // A tenant without any has one row, in which all of this is null.
  if (providerId === null || kind === null) return [];
  const directoryIds = rows[0].directoryIds ?? [];
  return [
    {
      id: providerId,
      kind,
      name: name ?? "",
      enabled: enabled === true,
      clientId: clientId ?? "",
      issuer: issuerOf({ kind, issuer, directoryIds }),
      directoryIds,
      secrets: rows.flatMap(({ sealed, expiresAt }) =>
        sealed === null ? [] : [{ expiresAt, keyKnown: opensWithOurKeys(sealed) }],
      ),
    },
  ];
}

function readTenant(tenantId: string) {
  return database()
    .select(tenantColumns)
    .from(tenants)
    .leftJoin(identityProviders, eq(identityProviders.tenantId, tenants.id))
    .leftJoin(identityProviderSecrets, secretsOfProvider)
    .where(eq(tenants.id, tenantId))
    .orderBy(identityProviders.id, identityProviderSecrets.id);
}
