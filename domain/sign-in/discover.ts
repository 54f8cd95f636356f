import { z } from "zod";
import { type ProviderKind, providerKinds } from "#domain/identity-providers/kinds.ts";
import type { RequestInfo } from "#domain/kernel/context.ts";
import { parseEmailAddress } from "#domain/login-domains/email-address.ts";
import { offeredKinds, type RouteDecision } from "#domain/routing/decide.ts";
import { routeDomain } from "#domain/routing/route.ts";
import { env } from "#platform/env.ts";
import { keyedHash } from "#platform/hash.ts";
import { log } from "#platform/log.ts";
import { openPayload, signPayload } from "#platform/signed.ts";
import { addressMayTry } from "./throttle.ts";

export const DISCOVERY_COOKIE = "msp_sso_discovery";
const PURPOSE = "sign-in-discovery";

const discoverySchema = z.object({
  source: z.enum(["tenant", "app"]),
  tenantId: z.uuid().nullable(),
  providers: z.array(z.enum(providerKinds)),
  domainHash: z.string(),
});

/** What the discovery cookie says: neither a secret nor the address. */
export type Discovery = z.infer<typeof discoverySchema>;

/** The kinds to light up, and the cookie's value; null clears it. */
export type DiscoveryAnswer = { providers: ProviderKind[]; cookie: string | null };

const NOTHING: DiscoveryAnswer = { providers: [], cookie: null };

/**
 * Which providers may sign this address in, by its domain alone. An invalid address, a limited
 * caller and a failure of ours all answer with nothing; so nobody learns more than the buttons say.
 */
export async function discover(email: unknown, request: RequestInfo): Promise<DiscoveryAnswer> {
  if (!(await addressMayTry("sign_in.discover", request))) return NOTHING;
  const parsed = parseEmailAddress(email);
  if (!parsed) return NOTHING;
  try {
    return answer(await routeDomain(parsed.domain));
  } catch (error) {
    log.error({ err: error, requestId: request.requestId }, "discovery failed");
    return NOTHING;
  }
}

/** A cookie's discovery, or null: absent, altered, expired, or of another domain. */
export function readDiscovery(cookie: string | undefined, domain: string): Discovery | null {
  if (cookie === undefined) return null;
  const discovery = openPayload(PURPOSE, cookie, discoverySchema);
  return discovery?.domainHash === hashDomain(domain) ? discovery : null;
}

function answer(decision: RouteDecision): DiscoveryAnswer {
  const providers = offeredKinds(decision);
  if (providers.length === 0 || decision.source === "none") return NOTHING;
  const discovery: Discovery = {
    source: decision.source,
    tenantId: decision.claim?.tenant.id ?? null,
    providers,
    domainHash: hashDomain(decision.domain),
  };
  return { providers, cookie: signPayload(PURPOSE, discovery, env.DISCOVERY_TTL_SECONDS) };
}

function hashDomain(domain: string): string {
  return keyedHash("discovery-domain", domain);
}
