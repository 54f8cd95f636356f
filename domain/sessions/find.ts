import { and, eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { type LiveCache, liveCache } from "#db/live-cache.ts";
import { sessions } from "#db/schema/sessions.ts";
import { tenants } from "#db/schema/tenants.ts";
import { users } from "#db/schema/users.ts";
import { type Actor, PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { builtInRoles, permissionsOf, platformRoles } from "#domain/kernel/permissions.ts";
import { readTenantToken } from "#domain/kernel/tenant-token.ts";
import { log } from "#platform/log.ts";
import { singleton } from "#platform/singleton.ts";

/** Who is signed in, and how. */
export type SignedIn = {
  actor: Extract<Actor, { kind: "user" }>;
  name: string;
  roles: readonly string[];
  tenant: { slug: string; name: string };
  method: "password" | "google" | "azure-ad" | "oidc";
  providerName: string | null;
  aal: number;
  /** By the database's clock. */
  signedInAt: Date;
};

type Found = { signedIn: SignedIn; goodUntil: number };

const CACHE_SECONDS = 60;

/** One cache a process, although Next bundles a copy of this module. */
function cache(): LiveCache<Found | null> {
  return singleton("session-cache", () =>
    liveCache<Found | null>({
      max: 20_000,
      ttlSeconds: CACHE_SECONDS,
      tags: (_key, found) =>
        found
          ? [
              `tenant:${found.signedIn.actor.tenantId}`,
              `user:${found.signedIn.actor.userId}`,
              `session:${found.signedIn.actor.sessionId}`,
            ]
          : [],
    }),
  );
}

/**
 * The active session of a cookie's token, or null: unknown, pending, expired, idle for too long, or
 * of a suspended person or tenant. Throws `unavailable` when the database is away.
 */
export async function findSession(token: string | undefined): Promise<SignedIn | null> {
  const key = token === undefined ? null : readTenantToken(token);
  if (!key) return null;
  try {
    const load = () => loadSession(key.tenantId, key.tokenHash);
    const found = await cache().get(key.tokenHash.toString("base64url"), load);
    return found && performance.now() < found.goodUntil ? found.signedIn : null;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

async function loadSession(tenantId: string, tokenHash: Buffer): Promise<Found | null> {
  const idleEnd = sql`${sessions.lastSeenAt} + make_interval(mins => ${tenants.sessionIdleMinutes})`;
  const [row] = await database()
    .select({
      sessionId: sessions.id,
      userId: users.id,
      email: users.email,
      name: users.name,
      roles: users.roles,
      slug: tenants.slug,
      tenantName: tenants.name,
      method: sessions.method,
      providerName: sessions.providerName,
      aal: sessions.aal,
      signedInAt: sessions.createdAt,
      // This visit puts the idle end off for longer than the cache keeps it.
      secondsLeft: sql<number>`extract(epoch from ${sessions.expiresAt} - now())::float8`,
      secondsSinceSeen: sql<number>`extract(epoch from now() - ${sessions.lastSeenAt})::float8`,
    })
    .from(sessions)
    .innerJoin(users, and(eq(users.tenantId, sessions.tenantId), eq(users.id, sessions.userId)))
    .innerJoin(tenants, eq(tenants.id, sessions.tenantId))
    .where(
      and(
        eq(sessions.tenantId, tenantId),
        eq(sessions.tokenHash, tokenHash),
        // A pending session still owes a factor: it is nobody yet.
        eq(sessions.state, "active"),
        eq(users.status, "active"),
        eq(tenants.status, "active"),
        sql`least(${sessions.expiresAt}, ${idleEnd}) > now()`,
      ),
    );
  if (!row) return null;
  if (row.secondsSinceSeen > CACHE_SECONDS) touch(tenantId, row.sessionId);
  const roles = tenantId === PLATFORM_TENANT_ID ? platformRoles : builtInRoles;
  return {
    goodUntil: performance.now() + row.secondsLeft * 1000,
    signedIn: {
      actor: {
        kind: "user",
        tenantId,
        userId: row.userId,
        email: row.email,
        sessionId: row.sessionId,
        permissions: permissionsOf(row.roles, roles),
      },
      name: row.name,
      roles: row.roles,
      tenant: { slug: row.slug, name: row.tenantName },
      method: row.method,
      providerName: row.providerName,
      aal: row.aal,
      signedInAt: row.signedInAt,
    },
  };
}

/** Notes the visit, once a minute at most, off the request's path. */
function touch(tenantId: string, sessionId: string): void {
  database()
    .update(sessions)
    .set({ lastSeenAt: sql`now()` })
    .where(and(eq(sessions.tenantId, tenantId), eq(sessions.id, sessionId)))
    .catch((error: unknown) => log.warn({ err: error }, "a visit was not noted"));
}
