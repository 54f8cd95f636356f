import { and, eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { sessions } from "#db/schema/sessions.ts";
import { ssoClients } from "#db/schema/sso-clients.ts";
import { tenants } from "#db/schema/tenants.ts";
import { users } from "#db/schema/users.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { readGrantId } from "./grant-id.ts";
import type { LiveGrant } from "./live-grant.ts";
import {
  grantColumns,
  grantIsLive,
  liveGrantOf,
  ofClient,
  ofPerson,
  ofSession,
} from "./queries.ts";

/**
 * The grant of that id, with its person, while it counts; null otherwise. One statement. Throws
 * `unavailable` when the database is away.
 */
export async function findGrant(text: string): Promise<LiveGrant | null> {
  const key = readGrantId(text);
  if (!key) return null;
  try {
    const [row] = await statement().execute({ tenantId: key.tenantId, id: key.id });
    return row ? liveGrantOf(key.tenantId, row) : null;
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
  return database()
    .select(grantColumns)
    .from(oidcGrants)
    .innerJoin(tenants, eq(tenants.id, oidcGrants.tenantId))
    .leftJoin(ssoClients, ofClient)
    .innerJoin(users, ofPerson)
    .leftJoin(sessions, ofSession)
    .where(
      and(
        eq(oidcGrants.tenantId, sql.placeholder("tenantId")),
        eq(oidcGrants.id, sql.placeholder("id")),
        grantIsLive,
      ),
    )
    .prepare("oidc_grant");
}
