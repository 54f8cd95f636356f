import { and, eq, sql } from "drizzle-orm";
import { database, type Tx } from "#db/client.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { oidcTokens, oidcUserCodes } from "#db/schema/oidc-tokens.ts";
import { readTenantToken } from "#domain/kernel/tenant-token.ts";
import { keyedHash } from "#platform/hash.ts";
import { seal } from "#platform/seal.ts";
import { Secret } from "#platform/secret.ts";
import { GrantGone, translateGrantError } from "./grant-gone.ts";
import { readGrantId } from "./grant-id.ts";

export type StoredKind = "AuthorizationCode" | "RefreshToken" | "DeviceCode" | "SsoCode";

/** Where a payload names a grant of another tenant than its row. */
export const ELSEWHERE = "grantElsewhere";

export type NewToken = {
  kind: StoredKind;
  /** What its holder shows; only its hash is stored. */
  token: string;
  /** Null for the command line. */
  ssoClientId: string | null;
  grantId: string | undefined;
  payload: Record<string, unknown>;
  lifetimeSeconds: number;
  userCode?: string;
};

/**
 * Stores a code or token by its hash; it ends by the database's clock. A device code that is there
 * already is changed, unless somebody has decided about it. A refresh token puts the end of its
 * grant off. Throws `GrantGone`, or `unavailable`.
 */
export async function saveToken(token: NewToken): Promise<void> {
  const key = readTenantToken(token.token);
  if (!key) throw new Error("This is not a token of ours");
  const { tenantId, tokenHash: hash } = key;
  const grant = token.grantId === undefined ? null : readGrantId(token.grantId);
  // A device code of the command line is of no tenant before somebody approves it: its row stays
  // where it is, and names the grant of their tenant.
  const isElsewhere = grant !== null && grant.tenantId !== tenantId;
  const grantId = isElsewhere ? null : (grant?.id ?? null);
  const payload = isElsewhere ? { ...token.payload, [ELSEWHERE]: token.grantId } : token.payload;
  const { kind, ssoClientId, lifetimeSeconds, userCode } = token;
  const expiresAt = sql`now() + make_interval(secs => ${lifetimeSeconds}::int)`;
  const undecided = sql`${oidcTokens.grantId} is null and ${oidcTokens.consumedAt} is null
    and ${oidcTokens.payload} ->> ${ELSEWHERE} is null`;
  const store = async (db: Pick<Tx, "insert">) => {
    const stored = await db
      .insert(oidcTokens)
      .values({ tenantId, hash, kind, ssoClientId, grantId, payload, expiresAt })
      .onConflictDoUpdate({
        target: [oidcTokens.tenantId, oidcTokens.hash],
        set: { payload, grantId },
        setWhere: undecided,
      })
      .returning({ kind: oidcTokens.kind });
    if (stored.length === 0) throw new GrantGone("somebody has decided about this code");
  };
  try {
    if (userCode !== undefined) {
      await database().transaction(async (tx) => {
        await store(tx);
        await tx
          .insert(oidcUserCodes)
          .values({
            userCode: userCodeKey(userCode),
            tenantId,
            tokenHash: hash,
            sealedToken: seal(Secret.of(token.token), userCodePlace(tenantId, userCode)),
          })
          .onConflictDoNothing();
      });
    } else if (kind === "RefreshToken" && grantId !== null) {
      await database().transaction(async (tx) => {
        await tx
          .update(oidcGrants)
          .set({ expiresAt: sql`greatest(${oidcGrants.expiresAt}, ${expiresAt})` })
          .where(and(eq(oidcGrants.tenantId, tenantId), eq(oidcGrants.id, grantId)));
        await store(tx);
      });
    } else {
      await store(database());
    }
  } catch (error) {
    throw translateGrantError(error);
  }
}

/** What a user code is looked up by. */
export function userCodeKey(userCode: string): string {
  return keyedHash("device-user-code", userCode);
}

/** Where a device code is sealed: under another user code it does not open. */
export function userCodePlace(tenantId: string, userCode: string) {
  const rowId = userCodeKey(userCode);
  return { table: "oidc_user_codes", tenantId, rowId, column: "sealed_token" };
}
