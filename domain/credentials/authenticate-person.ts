import { apiResource, commandLineClient } from "#domain/command-line/client.ts";
import { readGrantId } from "#domain/grants/grant-id.ts";
import { readSignedToken } from "#domain/grants/read-signed-token.ts";
import type { Actor } from "#domain/kernel/context.ts";
import { permissionsOf } from "#domain/kernel/permissions.ts";
import { rolesOf } from "#domain/users/roles.ts";

/** A person who came by the command line, and what `whoami` tells of them. */
export type PersonActor = Extract<Actor, { kind: "user" }> & {
  name: string;
  roles: readonly string[];
  tenantSlug: string;
  /** As sure as the sign-in was that the login rests on. */
  aal: 1 | 2;
};

/**
 * The person of an access token of the OpenID Provider, or null. It must have been given to our own
 * command line for our own API: whoever holds a token for another app may not act here with it. Roles
 * are those of now. Throws `unavailable`.
 */
export async function authenticatePerson(token: string): Promise<PersonActor | null> {
  const found = await readSignedToken(token);
  if (!found?.grant) return null;
  const { claims, grant } = found;
  if (claims.client_id !== commandLineClient.clientId || claims.aud !== apiResource()) return null;
  if (!claims.scope?.split(" ").includes("api")) return null;
  // RFC 9449 section 7.1, RFC 8705 section 3: one that is bound to a key is no bearer token.
  if (claims.cnf !== undefined) return null;
  const tenantId = readGrantId(grant.grantId)?.tenantId;
  if (tenantId === undefined) return null;
  const { userId, email, name, roles, tenantSlug } = grant.person;
  return {
    kind: "user",
    tenantId,
    userId,
    email,
    name,
    roles,
    tenantSlug,
    // A login that outlived its session goes by its own id: it is nobody's session.
    sessionId: grant.sessionId ?? grant.grantId.slice(-36),
    permissions: permissionsOf(roles, rolesOf(tenantId)),
    aal: claims["acr"] === "urn:gatehouse:aal:2" ? 2 : 1,
  };
}
