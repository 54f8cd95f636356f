import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { builtInClients } from "#db/schema/built-in-clients.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { sessions } from "#db/schema/sessions.ts";
import { ssoClients } from "#db/schema/sso-clients.ts";
import { tenants } from "#db/schema/tenants.ts";
import { users } from "#db/schema/users.ts";
import { commandLineClient } from "#domain/command-line/client.ts";
import type { GrantPerson, LiveGrant } from "./live-grant.ts";

/** The person that a grant is of, as tokens and userinfo tell of them. */
export const personColumns = {
  userId: users.id,
  email: users.email,
  name: users.name,
  roles: users.roles,
  updatedAt: users.updatedAt,
  tenantSlug: tenants.slug,
};

export const grantColumns = {
  grantId: oidcGrants.id,
  grantSessionId: oidcGrants.sessionId,
  grantPayload: oidcGrants.payload,
  grantSecondsLeft: sql<number>`extract(epoch from ${oidcGrants.expiresAt} - now())::float8`,
  ...personColumns,
};

export const ofPerson = and(
  eq(users.tenantId, oidcGrants.tenantId),
  eq(users.id, oidcGrants.userId),
);
export const ofClient = and(
  eq(ssoClients.tenantId, oidcGrants.tenantId),
  eq(ssoClients.id, oidcGrants.ssoClientId),
);
export const ofSession = and(
  eq(sessions.tenantId, oidcGrants.tenantId),
  eq(sessions.id, oidcGrants.sessionId),
);

/** Whether nobody switched off the client that is registered nowhere. */
export const commandLineIsOn: SQL = sql`not exists (
  select 1 from ${builtInClients}
  where ${builtInClients.clientId} = ${commandLineClient.clientId}
    and not ${builtInClients.enabled}
)`;

/**
 * Whether a grant counts, by the database's clock and everything it rests on as it is now: not
 * revoked, its person and tenant active, its client enabled, its session not over. That a session
 * which was ended is over needs no condition: it took its grants along.
 */
export const grantIsLive: SQL | undefined = and(
  isNull(oidcGrants.revokedAt),
  sql`${oidcGrants.expiresAt} > now()`,
  eq(users.status, "active"),
  eq(tenants.status, "active"),
  or(eq(ssoClients.enabled, true), and(isNull(oidcGrants.ssoClientId), commandLineIsOn)),
  or(
    isNull(oidcGrants.sessionId),
    eq(oidcGrants.offline, true),
    sql`${sessions.expiresAt} > now()`,
  ),
);

export type GrantRow = GrantPerson & {
  grantId: string;
  grantSessionId: string | null;
  grantPayload: Record<string, unknown>;
  grantSecondsLeft: number;
};

export function liveGrantOf(tenantId: string, row: GrantRow): LiveGrant {
  const { grantId, grantSessionId, grantPayload, grantSecondsLeft } = row;
  const { userId, email, name, roles, updatedAt, tenantSlug } = row;
  return {
    grantId: `${tenantId}~${grantId}`,
    sessionId: grantSessionId,
    payload: grantPayload,
    secondsLeft: grantSecondsLeft,
    person: { userId, email, name, roles, updatedAt, tenantSlug },
  };
}
