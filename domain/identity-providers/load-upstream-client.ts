import { and, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { identityProviders } from "#db/schema/identity-providers.ts";
import { env } from "#platform/env.ts";
import { opensWithOurKeys } from "#platform/seal.ts";
import { issuerOf } from "./issuers.ts";
import type { ProviderKind } from "./kinds.ts";
import { type ProviderRow, providerColumns, type SecretRow, secretsOf } from "./queries.ts";
import { isUsable, readinessOf } from "./readiness.ts";
import { openSecret } from "./secrets.ts";
import type { UpstreamClient } from "./upstream-client.ts";

/**
 * The client that a resolution stands for, read afresh: null when the provider was removed, switched
 * off or lost its secret meanwhile. No tenant means the platform's own provider of that kind.
 */
export async function upstreamClient(resolution: {
  tenantId: string | null;
  providerId: string | null;
  kind: ProviderKind;
}): Promise<UpstreamClient | null> {
  const { tenantId, providerId, kind } = resolution;
  if (tenantId === null || providerId === null) {
    return platformClients().find((client) => client.kind === kind) ?? null;
  }
  const [row] = await database()
    .select(providerColumns)
    .from(identityProviders)
    .where(and(eq(identityProviders.tenantId, tenantId), eq(identityProviders.id, providerId)));
  if (!row || row.kind !== kind) return null;
  return clientOf(row, await secretsOf(database(), tenantId, providerId));
}

/** A tenant's provider as a client, or null while it is not ready. */
export function clientOf(row: ProviderRow, secrets: readonly SecretRow[]): UpstreamClient | null {
  const now = new Date();
  const issuer = issuerOf(row);
  const judged = secrets.map((secret) => ({
    ...secret,
    keyKnown: opensWithOurKeys(secret.sealed),
  }));
  if (!readinessOf({ ...row, issuer, secrets: judged }, now).ready) return null;
  return {
    tenantId: row.tenantId,
    providerId: row.id,
    kind: row.kind,
    name: row.name,
    issuer,
    clientId: row.clientId,
    clientSecrets: judged.filter((secret) => isUsable(secret, now)).map(openSecret),
    directoryIds: row.directoryIds,
    trustEmail: row.trustEmail,
  };
}

/** The app fallback: what the environment sets up, in the contract's order. */
export function platformClients(): UpstreamClient[] {
  const vendors = [
    {
      kind: "google",
      name: "Google",
      issuer: env.GOOGLE_OAUTH_ISSUER,
      clientId: env.GOOGLE_OAUTH_CLIENT_ID,
      secret: env.GOOGLE_OAUTH_CLIENT_SECRET,
    },
    {
      kind: "azure-ad",
      name: "Microsoft",
      issuer: env.MICROSOFT_OAUTH_ISSUER,
      clientId: env.MICROSOFT_OAUTH_CLIENT_ID,
      secret: env.MICROSOFT_OAUTH_CLIENT_SECRET,
    },
  ] as const;
  return vendors.flatMap(({ kind, name, issuer, clientId, secret }) =>
    clientId && secret
      ? {
          tenantId: null,
          providerId: null,
          kind,
          name,
          issuer,
          clientId,
          clientSecrets: [secret],
          directoryIds: [],
          trustEmail: false,
        }
      : [],
  );
}
