import { and, eq, notExists, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { oidcTokens } from "#db/schema/oidc-tokens.ts";
import { ssoClientIds, ssoClients } from "#db/schema/sso-clients.ts";
import { tenants } from "#db/schema/tenants.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { readTenantToken } from "#domain/kernel/tenant-token.ts";

/**
 * Whether a client's own signed token counts: the client is enabled, its tenant active, and nobody
 * revoked the token. In: its id, and the client that it names. One statement. Throws `unavailable`.
 */
export async function clientTokenCounts(tokenId: string, clientId: string): Promise<boolean> {
  const key = readTenantToken(tokenId);
  if (!key) return false;
  try {
    const rows = await statement().execute({ ...key, clientId });
    return rows.length === 1;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** Built once an open pool; a pool that was reopened has another. */
const prepared = new WeakMap<object, ReturnType<typeof build>>();

function statement() {
  const pool = database();
  const built = prepared.get(pool) ?? build();
  prepared.set(pool, built);
  return built;
}

function build() {
  const revoked = database()
    .select({ one: sql`1` })
    .from(oidcTokens)
    .where(
      and(
        eq(oidcTokens.tenantId, sql.placeholder("tenantId")),
        eq(oidcTokens.hash, sql.placeholder("tokenHash")),
      ),
    );
  return database()
    .select({ id: ssoClients.id })
    .from(ssoClientIds)
    .innerJoin(
      ssoClients,
      and(
        eq(ssoClients.tenantId, ssoClientIds.tenantId),
        eq(ssoClients.id, ssoClientIds.ssoClientId),
      ),
    )
    .innerJoin(tenants, eq(tenants.id, ssoClients.tenantId))
    .where(
      and(
        eq(ssoClientIds.clientId, sql.placeholder("clientId")),
        eq(ssoClientIds.tenantId, sql.placeholder("tenantId")),
        eq(ssoClients.enabled, true),
        eq(tenants.status, "active"),
        notExists(revoked),
      ),
    )
    .prepare("oidc_client_token");
}
