import type { KoaContextWithOIDC } from "oidc-provider";
import type { LiveGrant } from "#domain/grants/live-grant.ts";
import type { AccessDecision } from "#domain/policies/decide.ts";
import { decideClientUse } from "#domain/policies/decide-client-use.ts";
import { requestInfo } from "#transports/http/request-info.ts";
import { acrValues, signedInOn } from "./browser-session.ts";
import { knownClient } from "./client-metadata.ts";
import { speakingProtocol } from "./errors.ts";

/** What the tenant's policies say of the signed-in person and the client; null when nobody is asked about. */
export async function decisionAtTheDoor(ctx: KoaContextWithOIDC): Promise<AccessDecision | null> {
  const { client, session, account } = ctx.oidc;
  // Our own command line is no client of a tenant's: roles say what somebody may do with it.
  if (!client || knownClient(client).id === null) return null;
  if (!session?.accountId || !account) return null;
  return await speakingProtocol(async () => {
    const signedIn = await signedInOn(ctx.req);
    if (!signedIn) return null;
    const { actor, roles, aal } = signedIn;
    const { address } = requestInfo(ctx.req);
    const user = { tenantId: actor.tenantId, id: actor.userId, roles, teamIds: [], address };
    const { tenantId, tags } = knownClient(client);
    return await decideClientUse(
      { ...user, aal: aal >= 2 ? 2 : 1 },
      { tenantId, clientId: client.clientId, tags },
    );
  });
}

/**
 * The same when a code or refresh token is exchanged: policies, roles and tags are those of now, the
 * assurance level and the address those that the grant was given with.
 */
export async function mayExchange(
  ctx: KoaContextWithOIDC,
  { person, payload }: LiveGrant,
  acr: unknown,
): Promise<boolean> {
  const { client } = ctx.oidc;
  if (!client) return false;
  const { id: registeredId, tenantId, tags } = knownClient(client);
  if (registeredId === null) return true;
  const address = typeof payload["address"] === "string" ? payload["address"] : "";
  const { userId: id, roles } = person;
  const user = {
    tenantId,
    id,
    roles,
    teamIds: [],
    address,
    aal: acr === acrValues[1] ? 2 : 1,
  } as const;
  const decision = await speakingProtocol(() =>
    decideClientUse(user, { tenantId, clientId: client.clientId, tags }),
  );
  return decision.allowed;
}
