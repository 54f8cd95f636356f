import { type LiveCache, liveCache } from "#db/live-cache.ts";
import { platformClients } from "#domain/identity-providers/load-upstream-client.ts";
import type { DomainName } from "#domain/login-domains/email-address.ts";
import { routeCandidates } from "#domain/login-domains/rules.ts";
import { env } from "#platform/env.ts";
import { log } from "#platform/log.ts";
import { singleton } from "#platform/singleton.ts";
import { indexedClaims } from "./claim-index.ts";
import { contendersFor, decideRoute, type RouteDecision } from "./decide.ts";
import { loadRouteClaims, type RouteClaim } from "./facts.ts";
import { tenantFacts } from "./tenant-facts.ts";

/** Room for every domain of a large installation; a stranger's random domains push out the oldest. */
const MOST_CACHED_DOMAINS = 150_000;

const NO_CLAIMS: readonly RouteClaim[] = [];

function cache(): LiveCache<readonly RouteClaim[]> {
  return singleton("route-cache", () =>
    liveCache<readonly RouteClaim[]>({
      max: MOST_CACHED_DOMAINS,
      ttlSeconds: 60,
      keyPrefix: "domain:",
      tags: (key, claims) => [
        ...routeCandidates(key)
          .slice(1)
          .map((parent) => `domain:${parent}`),
        ...claims.map((claim) => `tenant:${claim.tenant.id}`),
      ],
    }),
  );
}

/** Where `domain` is routed, from memory while NOTIFY keeps that true. */
export async function routeDomain(domain: DomainName): Promise<RouteDecision> {
  const known = await indexedRouteClaims(domain);
  if (known) return decide(domain, known);
  const claims = await cache().get(domain, async () => {
    const found = await loadRouteClaims(domain);
    return found.length === 0 ? NO_CLAIMS : found;
  });
  return decide(domain, claims);
}

async function indexedRouteClaims(domain: DomainName): Promise<readonly RouteClaim[] | null> {
  const claims = indexedClaims(routeCandidates(domain));
  if (claims === null) return null;
  // Only of those that decide, for a tenant that is not in memory costs a statement.
  for (const contenders of contendersFor(domain, claims)) {
    const found: RouteClaim[] = [];
    for (const { tenantId, ...claim } of contenders) {
      const facts = await tenantFacts(tenantId);
      // A deleted tenant's claims stay in the index until somebody else claims the domain.
      if (facts) found.push({ ...claim, ...facts });
    }
    if (found.length > 0) return found;
  }
  return NO_CLAIMS;
}

/** The same, read from the database now: before a flow starts, and to explain. */
export async function routeDomainAfresh(domain: DomainName): Promise<RouteDecision> {
  return decide(domain, await loadRouteClaims(domain));
}

function decide(domain: DomainName, claims: readonly RouteClaim[]): RouteDecision {
  const fallback = { enabled: env.APP_FALLBACK, providers: fallbackProviders() };
  const decision = decideRoute(domain, claims, fallback, new Date());
  if (decision.reason === "ambiguous")
    log.error({ domain }, "a domain has several verified owners");
  return decision;
}

/** The environment does not change while the process runs. */
function fallbackProviders() {
  return singleton("fallback-providers", () =>
    platformClients().map(({ kind, name }) => ({ kind, name })),
  );
}
