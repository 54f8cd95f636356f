import { z } from "zod";
import { type ProviderKind, providerKinds } from "#domain/identity-providers/kinds.ts";
import { PLATFORM_TENANT_ID, type RequestInfo } from "#domain/kernel/context.ts";
import { type DomainName, parseEmailAddress } from "#domain/login-domains/email-address.ts";
import { offeredProvider, type RouteDecision } from "#domain/routing/decide.ts";
import { routeDomainAfresh } from "#domain/routing/route.ts";
import { log } from "#platform/log.ts";
import { safeReturnPath } from "#platform/safe-redirect.ts";
import { signPayload } from "#platform/signed.ts";
import { readDiscovery } from "./discover.ts";
import { record } from "./record-failure.ts";
import { RESOLUTION_PURPOSE, RESOLUTION_TTL_SECONDS, type Resolution } from "./resolution.ts";
import { addressMayTry } from "./throttle.ts";

const resolveInput = z.object({
  provider: z.enum(providerKinds),
  email: z.string(),
  callbackUrl: z.string().optional(),
  prompt: z.enum(["login", "select_account"]).optional(),
  max_age: z.coerce.number().int().min(0).max(86_400).optional(),
});

/** Where to start the flow and the cookie that carries the decision, or null for every failure. */
export type ResolveAnswer = { url: string; cookie: string } | null;

type Chosen = { tenantId: string | null; providerId: string | null };
type Refusal = { refused: string };

/**
 * Turns the person's choice into a flow. The discovery cookie must be about the typed domain, and
 * the claim is read again; without a cookie only the platform's own providers are open.
 * In: the request body, the discovery cookie's value. Every failure is null, its reason audited.
 */
export async function resolve(
  body: unknown,
  discoveryCookie: string | undefined,
  request: RequestInfo,
): Promise<ResolveAnswer> {
  if (!(await addressMayTry("sign_in.resolve", request))) return null;
  const parsed = resolveInput.safeParse(body);
  const email = parsed.success ? parseEmailAddress(parsed.data.email) : null;
  if (!parsed.success || !email) return null;
  try {
    const kind = parsed.data.provider;
    const decision = await routeDomainAfresh(email.domain);
    const chosen = choose(kind, email.domain, decision, discoveryCookie);
    if ("refused" in chosen) {
      await recordRefusal(kind, decision, chosen.refused, request);
      return null;
    }
    const resolution: Resolution = {
      ...chosen,
      kind,
      domain: email.domain,
      loginHint: email.address,
      returnTo: safeReturnPath(parsed.data.callbackUrl) ?? "/",
      prompt: parsed.data.prompt,
      maxAgeSeconds: parsed.data.max_age,
    };
    const cookie = signPayload(RESOLUTION_PURPOSE, resolution, RESOLUTION_TTL_SECONDS);
    return { url: `/api/auth/signin/${kind}`, cookie };
  } catch (error) {
    log.error({ err: error, requestId: request.requestId }, "resolve failed");
    return null;
  }
}

function choose(
  kind: ProviderKind,
  domain: DomainName,
  decision: RouteDecision,
  cookie: string | undefined,
): Chosen | Refusal {
  if (cookie === undefined) return choosePlatformProvider(kind, decision);
  const discovery = readDiscovery(cookie, domain);
  if (!discovery) return { refused: "discovery_cookie_invalid" };
  if (!discovery.providers.includes(kind)) return { refused: "provider_not_discovered" };
  const tenantId = decision.claim?.tenant.id ?? null;
  if (discovery.source !== decision.source || discovery.tenantId !== tenantId) {
    return { refused: "claim_changed" };
  }
  const provider = offeredProvider(decision, kind);
  return provider ? { tenantId, providerId: provider.id } : { refused: "provider_not_offered" };
}

/** Without a cookie: never a tenant's provider, and nothing for a domain that demands its own. */
function choosePlatformProvider(kind: ProviderKind, decision: RouteDecision): Chosen | Refusal {
  const { claim, fallback } = decision;
  if (claim?.tenant.status === "suspended") return { refused: "tenant_suspended" };
  if (claim?.tenant.ssoEnforced) return { refused: "sso_enforced" };
  if (claim?.tenant.appFallback === "denied") return { refused: "app_fallback_denied" };
  if (!fallback.enabled) return { refused: "app_fallback_off" };
  const known = fallback.providers.some((provider) => provider.kind === kind);
  return known ? { tenantId: null, providerId: null } : { refused: "no_app_provider" };
}

async function recordRefusal(
  kind: ProviderKind,
  decision: RouteDecision,
  reason: string,
  request: RequestInfo,
): Promise<void> {
  await record(decision.claim?.tenant.id ?? PLATFORM_TENANT_ID, request, {
    action: "sign_in.resolve",
    target: { kind: "login_domain", id: decision.domain, name: decision.domain },
    outcome: "denied",
    reason,
    after: { provider: kind },
  });
}
