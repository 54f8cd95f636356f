import { and, eq, isNotNull, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { ssoClients } from "#db/schema/sso-clients.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { env } from "#platform/env.ts";

/** More than anybody uses in a session; each is a page that the browser loads. */
const MOST = 50;

/**
 * The addresses that a browser loads to sign out of the clients that its session visited (OpenID
 * Connect Front-Channel Logout 1.0 section 3), each with who we are and the session as that client
 * knows it. To be asked for before the session ends. Throws `unavailable`.
 */
export async function frontchannelLogouts(session: {
  tenantId: string;
  sessionId: string;
}): Promise<string[]> {
  try {
    const rows = await database()
      .selectDistinct({
        address: ssoClients.frontchannelLogoutUri,
        sid: sql<string | null>`${oidcGrants.payload} ->> 'sid'`,
      })
      .from(oidcGrants)
      .innerJoin(
        ssoClients,
        and(
          eq(ssoClients.tenantId, oidcGrants.tenantId),
          eq(ssoClients.id, oidcGrants.ssoClientId),
        ),
      )
      .where(
        and(
          eq(oidcGrants.tenantId, session.tenantId),
          eq(oidcGrants.sessionId, session.sessionId),
          eq(ssoClients.enabled, true),
          isNotNull(ssoClients.frontchannelLogoutUri),
        ),
      )
      .limit(MOST);
    return rows.flatMap(({ address, sid }) => {
      const url = address === null ? null : URL.parse(address);
      if (!url) return [];
      url.searchParams.set("iss", env.BASE_URL);
      if (sid !== null) url.searchParams.set("sid", sid);
      return [url.href];
    });
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
