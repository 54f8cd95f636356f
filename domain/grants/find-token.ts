import { and, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { oidcTokens, oidcUserCodes } from "#db/schema/oidc-tokens.ts";
import { sessions } from "#db/schema/sessions.ts";
import { ssoClients } from "#db/schema/sso-clients.ts";
import { tenants } from "#db/schema/tenants.ts";
import { users } from "#db/schema/users.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { readTenantToken } from "#domain/kernel/tenant-token.ts";
import { unseal } from "#platform/seal.ts";
import { findGrant } from "./find.ts";
import type { LiveGrant } from "./live-grant.ts";
import {
  commandLineIsOn,
  grantColumns,
  grantIsLive,
  liveGrantOf,
  ofPerson,
  ofSession,
} from "./queries.ts";
import { ELSEWHERE, type StoredKind, userCodeKey, userCodePlace } from "./save-token.ts";

export type FoundToken = {
  payload: Record<string, unknown>;
  /** By the database's clock. */
  secondsLeft: number;
  consumed: boolean;
  /** Null for a device code that nobody has approved yet. */
  grant: LiveGrant | null;
};

/**
 * The stored code or token of that kind, with its grant and person, or null: unknown, expired, or
 * its grant, person, client or session counts no more. One that was used already is found even after
 * its end, so that showing it again can be noticed. One statement. Throws `unavailable`.
 */
export async function findToken(kind: StoredKind, token: string): Promise<FoundToken | null> {
  const key = readTenantToken(token);
  if (!key) return null;
  try {
    const [row] = await statement().execute({ ...key, kind });
    if (!row) return null;
    const { tenantId, secondsLeft, consumed, ...rest } = row;
    const { [ELSEWHERE]: elsewhere, ...payload } = row.payload;
    if (typeof elsewhere !== "string") {
      return { payload, secondsLeft, consumed, grant: grantOf(tenantId, rest) };
    }
    const grant = await findGrant(elsewhere);
    return grant && { payload, secondsLeft, consumed, grant };
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** The device code of a person's user code, as its holder shows it, or null. Throws `unavailable`. */
export async function deviceCodeOf(userCode: string): Promise<string | null> {
  try {
    const [row] = await database()
      .select({ tenantId: oidcUserCodes.tenantId, sealedToken: oidcUserCodes.sealedToken })
      .from(oidcUserCodes)
      .where(eq(oidcUserCodes.userCode, userCodeKey(userCode)));
    return row ? unseal(row.sealedToken, userCodePlace(row.tenantId, userCode)).reveal() : null;
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
    .select({
      tenantId: oidcTokens.tenantId,
      payload: oidcTokens.payload,
      secondsLeft: sql<number>`extract(epoch from ${oidcTokens.expiresAt} - now())::float8`,
      consumed: sql<boolean>`${oidcTokens.consumedAt} is not null`,
      ...grantColumns,
    })
    .from(oidcTokens)
    .innerJoin(tenants, eq(tenants.id, oidcTokens.tenantId))
    .leftJoin(
      ssoClients,
      and(eq(ssoClients.tenantId, oidcTokens.tenantId), eq(ssoClients.id, oidcTokens.ssoClientId)),
    )
    .leftJoin(
      oidcGrants,
      and(eq(oidcGrants.tenantId, oidcTokens.tenantId), eq(oidcGrants.id, oidcTokens.grantId)),
    )
    .leftJoin(users, ofPerson)
    .leftJoin(sessions, ofSession)
    .where(
      and(
        eq(oidcTokens.tenantId, sql.placeholder("tenantId")),
        eq(oidcTokens.hash, sql.placeholder("tokenHash")),
        eq(oidcTokens.kind, sql.placeholder("kind")),
        or(isNotNull(oidcTokens.consumedAt), sql`${oidcTokens.expiresAt} > now()`),
        or(
          grantIsLive,
          and(
            isNull(oidcTokens.grantId),
            eq(tenants.status, "active"),
            or(eq(ssoClients.enabled, true), and(isNull(oidcTokens.ssoClientId), commandLineIsOn)),
          ),
        ),
      ),
    )
    .prepare("oidc_token");
}

type Joined = { [Column in keyof typeof grantColumns]: unknown } & {
  grantId: string | null;
  grantSessionId: string | null;
  grantPayload: Record<string, unknown> | null;
  userId: string | null;
  email: string | null;
  name: string | null;
  roles: string[] | null;
  updatedAt: Date | null;
  grantSecondsLeft: number | null;
  tenantSlug: string;
};

function grantOf(tenantId: string, row: Joined): LiveGrant | null {
  const { grantId, grantSessionId, grantPayload, grantSecondsLeft } = row;
  const { userId, email, name, roles, updatedAt } = row;
  if (grantId === null || grantPayload === null || grantSecondsLeft === null) return null;
  if (userId === null || email === null || name === null || !roles || !updatedAt) return null;
  const person = { userId, email, name, roles, updatedAt, tenantSlug: row.tenantSlug };
  return liveGrantOf(tenantId, {
    grantId,
    grantSessionId,
    grantPayload,
    grantSecondsLeft,
    ...person,
  });
}
