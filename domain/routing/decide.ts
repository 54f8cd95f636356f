import { type ProviderKind, providerKinds } from "#domain/identity-providers/kinds.ts";
import { readinessOf } from "#domain/identity-providers/readiness.ts";
import type { DomainName } from "#domain/login-domains/email-address.ts";
import { routeCandidates } from "#domain/login-domains/rules.ts";
import type { RouteClaim } from "./facts.ts";

/** A provider that the decision looked at: offered, or the reasons why not. */
export type ConsideredProvider = {
  /** Null for the platform's own. */
  id: string | null;
  kind: ProviderKind;
  name: string;
  offered: boolean;
  reasons: string[];
};

/** Where an address is routed, and why: discovery acts on it, and explain shows it. */
export type RouteDecision = {
  domain: DomainName;
  source: "tenant" | "app" | "none";
  reason: "claimed" | "unclaimed" | "ambiguous" | "tenant_suspended" | "app_fallback_off";
  claim: RouteClaim | null;
  providers: ConsideredProvider[];
  /** The platform's own providers, whether or not the decision came to them. */
  fallback: Fallback;
};

type Fallback = { enabled: boolean; providers: readonly { kind: ProviderKind; name: string }[] };

/**
 * The one routing decision. Pure: the claims found, the platform's own providers and the time go in.
 * The claim with most labels wins, exact before wildcard; only active ones count.
 */
export function decideRoute(
  domain: DomainName,
  claims: readonly RouteClaim[],
  fallback: Fallback,
  now: Date,
): RouteDecision {
  const owners = ownersOf(domain, claims);
  const [claim, ...others] = owners;
  if (!claim) return toFallback(domain, fallback, "unclaimed");
  // The unique constraint makes this impossible; should it fail, nobody is routed by chance.
  if (others.length > 0) return toFallback(domain, fallback, "ambiguous");
  if (claim.tenant.status !== "active") {
    return { domain, source: "none", reason: "tenant_suspended", claim, providers: [], fallback };
  }
  const providers = considerAll(claim, now);
  return { domain, source: "tenant", reason: "claimed", claim, providers, fallback };
}

/** The kinds that a decision offers, in the contract's order. */
export function offeredKinds(decision: RouteDecision): ProviderKind[] {
  return providerKinds.filter((kind) => offeredProvider(decision, kind) !== null);
}

/** The provider that a decision offers for a kind: at most one. */
export function offeredProvider(
  decision: RouteDecision,
  kind: ProviderKind,
): ConsideredProvider | null {
  return decision.providers.find((provider) => provider.offered && provider.kind === kind) ?? null;
}

/** The claims on the best candidate that has any: one owner, or more when something is broken. */
function ownersOf(domain: DomainName, claims: readonly RouteClaim[]): RouteClaim[] {
  return contendersFor(domain, claims)[0] ?? [];
}

/** The claims that cover `domain`, by candidate: the first group decides, if it still has a tenant. */
export function contendersFor<Claim extends Pick<RouteClaim, "domain" | "active" | "wildcard">>(
  domain: DomainName,
  claims: readonly Claim[],
): Claim[][] {
  return routeCandidates(domain)
    .map((candidate) =>
      claims.filter(
        (claim) =>
          claim.domain === candidate && claim.active && (claim.wildcard || candidate === domain),
      ),
    )
    .filter((contenders) => contenders.length > 0);
}

function considerAll(claim: RouteClaim, now: Date): ConsideredProvider[] {
  let customTaken = false;
  return claim.providers.map((provider) => {
    const { ready, reasons: unready } = readinessOf(provider, now);
    const picked = claim.providerIds === null || claim.providerIds.includes(provider.id);
    const secondCustom = ready && picked && provider.kind === "oidc" && customTaken;
    const offered = ready && picked && !secondCustom;
    if (offered && provider.kind === "oidc") customTaken = true;
    const reasons: string[] = [...unready];
    if (!picked) reasons.push("not_picked_by_domain");
    if (secondCustom) reasons.push("another_custom_provider_first");
    const { id, kind, name } = provider;
    return { id, kind, name, offered, reasons };
  });
}

function toFallback(
  domain: DomainName,
  fallback: Fallback,
  reason: "unclaimed" | "ambiguous",
): RouteDecision {
  const providers = fallback.providers.map(({ kind, name }) => ({
    id: null,
    kind,
    name,
    offered: fallback.enabled,
    reasons: fallback.enabled ? [] : ["app_fallback_off"],
  }));
  if (!fallback.enabled) {
    return { domain, source: "none", reason: "app_fallback_off", claim: null, providers, fallback };
  }
  return { domain, source: "app", reason, claim: null, providers, fallback };
}
