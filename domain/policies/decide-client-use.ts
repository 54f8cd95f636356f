import type { FoundSsoClient } from "#domain/sso-clients/find-by-client-id.ts";
import { type AccessDecision, decideAccess } from "./decide.ts";
import { loadPolicies } from "./load.ts";

/** A person as our own records have them, and the circumstances of their session. */
export type ClientUser = {
  tenantId: string;
  id: string;
  roles: readonly string[];
  teamIds: readonly string[];
  aal: 1 | 2;
  address: string;
};

const REFUSED: AccessDecision = {
  allowed: false,
  decidedBy: null,
  allowedAtAal2: false,
  verdicts: [],
};

/**
 * Whether a person may sign in to a client now: asked when they arrive at it and again when its code
 * is exchanged. Nobody uses another tenant's client, whatever its policies say. In: the client as
 * the registry has it. Throws `unavailable` when the database is away.
 */
export async function decideClientUse(
  user: ClientUser,
  client: Pick<FoundSsoClient, "tenantId" | "clientId" | "tags">,
): Promise<AccessDecision> {
  if (user.tenantId !== client.tenantId) return REFUSED;
  const { aal, address } = user;
  return decideAccess(await loadPolicies(client.tenantId), { user, client, aal, address });
}
