import { and, eq, isNull } from "drizzle-orm";
import { database } from "#db/client.ts";
import { type LiveCache, liveCache } from "#db/live-cache.ts";
import { credentials } from "#db/schema/credentials.ts";
import { tenants } from "#db/schema/tenants.ts";
import type { Actor } from "#domain/kernel/context.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { permissions } from "#domain/kernel/permissions.ts";
import { singleton } from "#platform/singleton.ts";
import { authenticatePerson, type PersonActor } from "./authenticate-person.ts";
import { readServiceToken } from "./token.ts";

type CredentialActor = Extract<Actor, { kind: "credential" }>;

function cache(): LiveCache<CredentialActor | null> {
  return singleton("credential-cache", () =>
    liveCache<CredentialActor | null>({
      max: 5_000,
      ttlSeconds: 60,
      tags: (_key, actor) =>
        actor ? [`tenant:${actor.tenantId}`, `credential:${actor.credentialId}`] : [],
    }),
  );
}

/** What somebody is told who has no valid token. */
export const NEEDS_CREDENTIAL =
  "Send a valid API credential: Authorization: Bearer svc_... On the command line, run `gatehouse login`.";

/** Whoever may call the API: a credential, or a person by the command line. */
export type Caller = CredentialActor | PersonActor;

/**
 * The actor of a bearer token, or null: malformed, unknown, revoked, expired, of a suspended person or
 * tenant, or not meant for this API. For REST and gRPC alike. Throws `unavailable`.
 */
export async function authenticateCredential(token: string): Promise<Caller | null> {
  const key = readServiceToken(token);
  if (!key) return await authenticatePerson(token);
  try {
    return await cache().get(key.secretHash.toString("base64url"), () => load(key));
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

async function load(key: {
  tenantId: string;
  secretHash: Buffer;
}): Promise<CredentialActor | null> {
  const [row] = await database()
    .select({ id: credentials.id, name: credentials.name })
    .from(credentials)
    .innerJoin(tenants, eq(tenants.id, credentials.tenantId))
    .where(
      and(
        eq(credentials.tenantId, key.tenantId),
        eq(credentials.secretHash, key.secretHash),
        isNull(credentials.revokedAt),
        eq(tenants.status, "active"),
      ),
    );
  if (!row) return null;
  return {
    kind: "credential",
    tenantId: key.tenantId,
    credentialId: row.id,
    name: row.name,
    permissions: new Set(permissions),
  };
}
