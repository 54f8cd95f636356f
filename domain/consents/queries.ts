import { and, asc, eq, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import type { Job } from "#db/queue.ts";
import { consents } from "#db/schema/consents.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { oidcTokens } from "#db/schema/oidc-tokens.ts";
import { ssoClients } from "#db/schema/sso-clients.ts";
import { endGrantsOfUser } from "#domain/grants/end.ts";
import { notFound } from "#domain/kernel/errors.ts";
import type { Agreed } from "./find.ts";

type Whose = { tenantId: string; userId: string };

/** The last time that the client was given a code or token of the person. */
const lastUsedSeconds = sql<number | null>`(
  select extract(epoch from greatest(${consents.lastUsedAt}, max(${oidcGrants.createdAt}), max(${oidcTokens.createdAt})))::float8
  from ${oidcGrants}
  left join ${oidcTokens} on ${oidcTokens.tenantId} = ${oidcGrants.tenantId}
    and ${oidcTokens.grantId} = ${oidcGrants.id}
  where ${oidcGrants.tenantId} = ${consents.tenantId} and ${oidcGrants.userId} = ${consents.userId}
    and ${oidcGrants.ssoClientId} = ${consents.ssoClientId})`;

/** What a person agreed to, by the client's name, and when each client last made use of it. */
export async function consentsOf(db: Database | Tx, { tenantId, userId }: Whose) {
  const rows = await db
    .select({
      ssoClientId: consents.ssoClientId,
      name: ssoClients.name,
      scopes: consents.scopes,
      claims: consents.claims,
      resources: consents.resources,
      givenAt: consents.createdAt,
      changedAt: consents.updatedAt,
      lastUsedSeconds,
    })
    .from(consents)
    .innerJoin(
      ssoClients,
      and(eq(ssoClients.tenantId, consents.tenantId), eq(ssoClients.id, consents.ssoClientId)),
    )
    .where(and(eq(consents.tenantId, tenantId), eq(consents.userId, userId)))
    .orderBy(asc(ssoClients.name), asc(ssoClients.id));
  return rows.map(({ lastUsedSeconds: seconds, ...row }) => ({
    ...row,
    lastUsedAt: seconds === null ? null : new Date(seconds * 1000),
  }));
}

/**
 * Takes back what a person agreed to, and ends every grant that the client has of them. Out: what it
 * was, how many grants, and the jobs that tell the client. Throws `not_found` when there was none.
 */
export async function takeBack(
  tx: Tx,
  which: Whose & { ssoClientId: string },
): Promise<{ before: Agreed; clientName: string; endedGrants: number; jobs: readonly Job[] }> {
  const { tenantId, userId, ssoClientId } = which;
  const [gone] = await tx
    .delete(consents)
    .where(
      and(
        eq(consents.tenantId, tenantId),
        eq(consents.userId, userId),
        eq(consents.ssoClientId, ssoClientId),
      ),
    )
    .returning({
      scopes: consents.scopes,
      claims: consents.claims,
      resources: consents.resources,
    });
  if (!gone) throw notFound("consent");
  const [client] = await tx
    .select({ name: ssoClients.name })
    .from(ssoClients)
    .where(and(eq(ssoClients.tenantId, tenantId), eq(ssoClients.id, ssoClientId)));
  const { ended, jobs } = await endGrantsOfUser(tx, which);
  return { before: gone, clientName: client?.name ?? ssoClientId, endedGrants: ended, jobs };
}
