import Provider, { type AdapterPayload } from "oidc-provider";
import { type LiveCache, liveCache } from "#db/live-cache.ts";
import { commandLineClient } from "#domain/command-line/client.ts";
import { commandLineIsEnabled } from "#domain/command-line/is-enabled.ts";
import { type FoundSsoClient, findByClientId } from "#domain/sso-clients/find-by-client-id.ts";
import { singleton } from "#platform/singleton.ts";
import { clientMetadata, commandLineMetadata } from "./client-metadata.ts";

/** How late a secret that ends by the clock may be refused; every change of a client is told at once. */
const CACHE_SECONDS = 15;

const cache = (): LiveCache<FoundSsoClient | null> =>
  singleton("registered-clients", () =>
    liveCache<FoundSsoClient | null>({
      max: 10_000,
      ttlSeconds: CACHE_SECONDS,
      tags: (_, client) => (client ? [`sso_client:${client.id}`, `tenant:${client.tenantId}`] : []),
    }),
  );

/**
 * A client as the library wants it. A disabled one, and one of a suspended tenant, is none: at every
 * endpoint, within a second on every process. Where tokens are made it is read anew each time: for a
 * client's own token nothing else asks the database.
 */
export async function registeredClient(clientId: string): Promise<AdapterPayload | undefined> {
  if (clientId === commandLineClient.clientId) {
    return (await commandLineIsEnabled()) ? commandLineMetadata() : undefined;
  }
  const load = () => findByClientId(clientId);
  const makesTokens = Provider.ctx?.oidc?.route === "token";
  const client = makesTokens ? await load() : await cache().get(clientId, load);
  if (!client?.enabled || client.tenant.status !== "active") return undefined;
  return clientMetadata(client);
}
