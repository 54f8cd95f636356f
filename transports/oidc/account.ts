import type { Account, AccountClaims, Client, KoaContextWithOIDC } from "oidc-provider";
import { findPerson } from "#domain/grants/find-person.ts";
import type { GrantPerson } from "#domain/grants/live-grant.ts";
import { mayExchange } from "./access.ts";
import { signedInOn } from "./browser-session.ts";
import { knownClient } from "./client-metadata.ts";
import { speakingProtocol } from "./errors.ts";
import { rememberedGrant, rememberedPerson } from "./request-memory.ts";

/** Which claims a scope opens (OpenID Connect Core 1.0 section 5.4; `roles` is ours). */
export const claimsByScope = {
  openid: ["sub", "acr", "amr", "auth_time"],
  email: ["email", "email_verified"],
  profile: ["name", "preferred_username", "updated_at"],
  roles: ["roles", "teams", "permissions", "tenant"],
};

/**
 * The person of that id as the library wants them, while they are active, in the tenant of the client
 * that asks: somebody of another tenant is nobody here.
 */
export async function findAccount(
  ctx: KoaContextWithOIDC,
  sub: string,
  token?: { grantId?: string | undefined; acr?: string | undefined },
): Promise<Account | undefined> {
  const { client } = ctx.oidc;
  if (!client) return undefined;
  const person =
    rememberedPerson(sub) ?? (await speakingProtocol(() => personFor(ctx, client, sub)));
  if (!person) return undefined;
  const grant = token?.grantId === undefined ? undefined : rememberedGrant(token.grantId);
  // What is exchanged was given earlier: nobody is let in whom a policy keeps out by now.
  const isExchange = ctx.oidc.route === "token" && grant !== undefined;
  if (isExchange && !(await mayExchange(ctx, grant, token?.acr))) return undefined;
  return { accountId: sub, claims: (): AccountClaims => ({ sub, ...personClaims(person) }) };
}

/** For the command line, which has people of every tenant, whoever is signed in says of which. */
async function personFor(ctx: KoaContextWithOIDC, client: Client, sub: string) {
  const { id, tenantId } = knownClient(client);
  const of = id === null ? (await signedInOn(ctx.req))?.actor.tenantId : tenantId;
  return of === undefined ? null : await findPerson(of, sub);
}

/** What tokens and userinfo tell of a person. */
export function personClaims(person: GrantPerson) {
  return {
    email: person.email,
    // A tenant's own admin or provider vouched for it: nobody enters an address for themselves.
    email_verified: true,
    name: person.name,
    preferred_username: person.email,
    updated_at: Math.floor(person.updatedAt.getTime() / 1000),
    roles: person.roles,
    teams: [],
    permissions: [],
    tenant: person.tenantSlug,
  };
}
