import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { loginDomains } from "#db/schema/login-domains.ts";
import { tenants } from "#db/schema/tenants.ts";
import { isOfPlatform, type QueryContext } from "#domain/kernel/context.ts";
import { query } from "#domain/kernel/operation.ts";
import { parseEmailAddress } from "#domain/login-domains/email-address.ts";
import { routeCandidates } from "#domain/login-domains/rules.ts";
import { type ConsideredProvider, offeredKinds, type RouteDecision } from "./decide.ts";
import { routeDomainAfresh } from "./route.ts";

/** One step of the decision, as a person reads it. */
export type ExplainStep = {
  step: "address" | "claims" | "owner" | "providers" | "answer";
  detail: string;
};

export type Explanation = {
  domain: string | null;
  steps: ExplainStep[];
  providers: ConsideredProvider[];
  answer: string[];
};

type Claim = { tenant: string; domain: string; status: string; active: boolean; wildcard: boolean };

const INVALID: Explanation = {
  domain: null,
  steps: [
    { step: "address", detail: "This is not one valid email address, so no provider lights up." },
    { step: "answer", detail: "no provider" },
  ],
  providers: [],
  answer: [],
};

/**
 * What the sign-in page would offer an address, and why: the very decision of discovery, told in
 * steps. The platform's own people see every claim; a tenant's only what concerns their tenant.
 */
export const explainAddress = query({
  permission: "login_domain.read",
  input: z.object({ email: z.string("Enter an email address.").max(20_000) }),
  run: async (ctx, input): Promise<Explanation> => {
    const email = parseEmailAddress(input.email);
    if (!email) return INVALID;
    const decision = await routeDomainAfresh(email.domain);
    const claims = await claimsOn(ctx, email.domain);
    const mine = isOfPlatform(ctx.actor) || decision.claim?.tenant.id === ctx.tenantId;
    const steps: ExplainStep[] = [
      { step: "address", detail: `The address is routed by its domain, ${email.domain}.` },
      { step: "claims", detail: claims.length === 0 ? "No claim covers it." : tellClaims(claims) },
    ];
    if (!mine && decision.claim) {
      const detail = "No verified, active claim of your tenant covers this address.";
      return {
        domain: email.domain,
        steps: [...steps, { step: "owner", detail }],
        providers: [],
        answer: [],
      };
    }
    const answer = offeredKinds(decision);
    steps.push({ step: "owner", detail: tellOwner(decision, claims) });
    steps.push(...decision.providers.map(tellProvider));
    steps.push({ step: "answer", detail: answer.join(", ") || "no provider" });
    return { domain: email.domain, steps, providers: decision.providers, answer };
  },
});

/** The claims on the domain and its parents that the actor may see, pending ones included. */
async function claimsOn(ctx: QueryContext, domain: string): Promise<Claim[]> {
  const visible = isOfPlatform(ctx.actor) ? undefined : eq(loginDomains.tenantId, ctx.tenantId);
  return await ctx.db
    .select({
      tenant: tenants.slug,
      domain: loginDomains.domain,
      status: loginDomains.status,
      active: loginDomains.active,
      wildcard: loginDomains.wildcard,
    })
    .from(loginDomains)
    .innerJoin(tenants, eq(tenants.id, loginDomains.tenantId))
    .where(and(inArray(loginDomains.domain, routeCandidates(domain)), visible))
    .orderBy(loginDomains.domain, tenants.slug)
    .limit(100);
}

function tellClaims(claims: readonly Claim[]): string {
  return claims
    .map((claim) => {
      const scope = claim.wildcard ? `${claim.domain} and its subdomains` : claim.domain;
      return `${claim.tenant} claims ${scope}: ${claim.status}${claim.active ? "" : ", deactivated"}.`;
    })
    .join(" ");
}

function tellOwner(decision: RouteDecision, claims: readonly Claim[]): string {
  switch (decision.reason) {
    case "claimed": {
      const owner = claims.find(
        (claim) => claim.domain === decision.claim?.domain && claim.status === "verified",
      );
      return `The verified claim of ${owner?.tenant ?? "the tenant"} on ${decision.claim?.domain} decides.`;
    }
    case "tenant_suspended":
      return "The tenant that owns it is suspended, so nobody of it can sign in.";
    case "ambiguous":
      return "Several tenants own it, which must not be; it counts as unclaimed.";
    case "unclaimed":
      return "No verified, active claim decides, so the platform's own providers do.";
    case "app_fallback_off":
      return "No verified, active claim decides, and the app fallback is switched off.";
  }
}

function tellProvider(provider: ConsideredProvider): ExplainStep {
  const because = provider.reasons.map((reason) => reason.replaceAll("_", " ")).join(", ");
  const detail = `${provider.name} (${provider.kind}) is ${provider.offered ? "on" : `off: ${because}`}.`;
  return { step: "providers", detail };
}
