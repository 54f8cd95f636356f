import { and, desc, eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { ssoClientIds, ssoClientSecrets, ssoClients } from "#db/schema/sso-clients.ts";
import { tenants } from "#db/schema/tenants.ts";
import { liveSecret, type SsoClientRow, ssoClientColumns } from "./queries.ts";

/** A client as the OpenID Provider needs it. */
export type FoundSsoClient = SsoClientRow & {
  tenant: { slug: string; status: "active" | "suspended" };
  /** SHA-256 of each secret that works now, the newest first. */
  secretHashes: Buffer[];
};

/**
 * The client of whichever tenant has `clientId`, or null. Disabled clients and those of suspended
 * tenants are found too: refusing them, with the right words, is the caller's. One prepared
 * statement.
 */
export async function findByClientId(clientId: string): Promise<FoundSsoClient | null> {
  if (!/^[\x21-\x7e]{1,100}$/.test(clientId)) return null;
  const rows = await statement().execute({ clientId });
  const [first] = rows;
  if (!first) return null;
  const { secretHash: _, slug, status, ...client } = first;
  const secretHashes = rows.flatMap((row) => row.secretHash ?? []);
  return { ...client, tenant: { slug, status }, secretHashes };
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
  return database()
    .select({
      ...ssoClientColumns,
      slug: tenants.slug,
      status: tenants.status,
      secretHash: ssoClientSecrets.hash,
    })
    .from(ssoClientIds)
    .innerJoin(
      ssoClients,
      and(
        eq(ssoClients.tenantId, ssoClientIds.tenantId),
        eq(ssoClients.id, ssoClientIds.ssoClientId),
      ),
    )
    .innerJoin(tenants, eq(tenants.id, ssoClients.tenantId))
    .leftJoin(
      ssoClientSecrets,
      and(
        eq(ssoClientSecrets.tenantId, ssoClients.tenantId),
        eq(ssoClientSecrets.ssoClientId, ssoClients.id),
        liveSecret,
      ),
    )
    .where(eq(ssoClientIds.clientId, sql.placeholder("clientId")))
    .orderBy(desc(ssoClientSecrets.id))
    .prepare("find_sso_client");
}
