import { database } from "#db/client.ts";
import { noteProviderSignIn } from "#domain/identity-providers/note-sign-in.ts";
import type { UpstreamClient } from "#domain/identity-providers/upstream-client.ts";
import { type RequestInfo, systemContext } from "#domain/kernel/context.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { parseEmailAddress } from "#domain/login-domains/email-address.ts";
import type { RouteClaim } from "#domain/routing/facts.ts";
import { routeDomainAfresh } from "#domain/routing/route.ts";
import { type StartedSession, startSession } from "#domain/sessions/start.ts";
import { SESSION_COOKIE } from "#domain/sessions/token.ts";
import { env } from "#platform/env.ts";
import {
  directoryIsAllowed,
  emailIsTrusted,
  isFreshEnough,
  type UpstreamClaims,
} from "./assertion-rules.ts";
import { findPerson, linkIdentity, type UpstreamPerson } from "./link-identity.ts";
import { recordSignInFailure } from "./record-failure.ts";
import type { Resolution } from "./resolution.ts";

export type CompletedSignIn =
  | {
      kind: "signed-in";
      cookie: { name: string; value: string; maxAgeSeconds: number };
      returnTo: string;
    }
  | { kind: "refused" };

type Assertion = {
  resolution: Resolution;
  client: UpstreamClient;
  claims: UpstreamClaims;
  request: RequestInfo;
  /** The browser's session before this one, which ends. */
  replaces?: string | undefined;
};

/**
 * Signs in the person whom a provider asserts, or refuses. Each refusal looks the same outside and
 * has its reason in the audit log. Throws `unavailable` when the database is away.
 */
export async function completeUpstreamSignIn(assertion: Assertion): Promise<CompletedSignIn> {
  try {
    const judged = await judge(assertion);
    if (typeof judged === "string") return await refuse(assertion, judged);
    const { token, maxAgeSeconds } = await start(assertion, judged);
    const name = `${env.cookiePrefix}${SESSION_COOKIE}`;
    const cookie = { name, value: token.reveal(), maxAgeSeconds };
    return { kind: "signed-in", cookie, returnTo: assertion.resolution.returnTo };
  } catch (error) {
    if (error instanceof GatehouseError && error.code === "conflict") {
      return await refuse(assertion, "changed_meanwhile");
    }
    throw translateDatabaseError(error);
  }
}

/** The person, or the reason to refuse. */
async function judge(assertion: Assertion): Promise<UpstreamPerson | string> {
  const { claims, client, resolution } = assertion;
  if (!isFreshEnough(claims, resolution.maxAgeSeconds, Date.now() / 1000)) return "auth_too_old";
  if (!directoryIsAllowed(claims, client)) return "directory_not_allowed";
  const email = parseEmailAddress(claims.email);
  if (!email) return claims.email ? "email_invalid" : "email_missing";
  if (!emailIsTrusted(claims, client)) return "email_unverified";
  const { claim } = await routeDomainAfresh(email.domain);
  if (client.tenantId !== null && claim?.tenant.id !== client.tenantId) {
    return "domain_not_of_tenant";
  }
  const person = await findPerson(database(), client.tenantId, claims, email.address);
  if (person === "identity_mismatch") return person;
  if (!person) return "unknown_user";
  return refusalOf(person, client, claim) ?? person;
}

function refusalOf(
  person: UpstreamPerson,
  client: UpstreamClient,
  claim: RouteClaim | null,
): string | null {
  if (person.status !== "active") return "user_suspended";
  if (person.tenant.status !== "active") return "tenant_suspended";
  if (client.tenantId !== null) return null;
  // The platform's own provider: only where the person's tenant lets it.
  if (claim && claim.tenant.id !== person.tenantId) return "domain_of_another_tenant";
  if (person.tenant.ssoEnforced) return "sso_enforced";
  return person.tenant.appFallback === "denied" ? "app_fallback_denied" : null;
}

/** Link and session stand or fall together. */
async function start(assertion: Assertion, person: UpstreamPerson): Promise<StartedSession> {
  const { claims, client, request, resolution, replaces } = assertion;
  return await database().transaction(async (tx) => {
    const ctx = { ...systemContext("sign-in", person.tenantId, request), tx };
    const { issuer, subject } = claims;
    if (!person.linked) {
      await linkIdentity(ctx, { userId: person.userId, issuer, subject, kind: client.kind });
    }
    await noteProviderSignIn(ctx.tx, client);
    return await startSession(ctx, {
      userId: person.userId,
      method: client.kind,
      providerName: client.name,
      issuer,
      loginDomain: resolution.domain,
      ofTenant: client.tenantId !== null,
      replaces,
    });
  });
}

async function refuse(assertion: Assertion, reason: string): Promise<CompletedSignIn> {
  const { resolution, client, request } = assertion;
  await recordSignInFailure({ resolution, kind: client.kind, reason, request });
  return { kind: "refused" };
}
