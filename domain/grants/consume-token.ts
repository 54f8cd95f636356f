import { and, eq, isNull, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { oidcTokens } from "#db/schema/oidc-tokens.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { readTenantToken } from "#domain/kernel/tenant-token.ts";

/**
 * Uses a code or token up. Out: whether it was this call that did: of all that try at once, on every
 * process, exactly one does. A token that has ended by the database's clock is used up by nobody.
 */
export async function consumeToken(token: string): Promise<boolean> {
  const key = readTenantToken(token);
  if (!key) return false;
  try {
    const used = await statement().execute(key);
    return used.length === 1;
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
    .update(oidcTokens)
    .set({ consumedAt: sql`now()` })
    .where(
      and(
        eq(oidcTokens.tenantId, sql.placeholder("tenantId")),
        eq(oidcTokens.hash, sql.placeholder("tokenHash")),
        isNull(oidcTokens.consumedAt),
        sql`${oidcTokens.expiresAt} > now()`,
      ),
    )
    .returning({ kind: oidcTokens.kind })
    .prepare("oidc_consume_token");
}
