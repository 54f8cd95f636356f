import { isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { oidcTokens } from "#db/schema/oidc-tokens.ts";

/** Ends every login of the command line, of every tenant, and the codes of those under way. Out: how many. */
export async function endCommandLineGrants(tx: Tx): Promise<number> {
  const ended = await tx
    .delete(oidcGrants)
    .where(isNull(oidcGrants.ssoClientId))
    .returning({ id: oidcGrants.id });
  await tx.delete(oidcTokens).where(isNull(oidcTokens.ssoClientId));
  return ended.length;
}
