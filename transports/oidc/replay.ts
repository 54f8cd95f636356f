import Provider from "oidc-provider";
import { readGrantId } from "#domain/grants/grant-id.ts";
import type { RequestInfo } from "#domain/kernel/context.ts";
import { record } from "#domain/sign-in/record-failure.ts";
import { requestInfo } from "#transports/http/request-info.ts";
import { knownClient } from "./client-metadata.ts";

/**
 * Tells the tenant's log that a code or token of a family was shown a second time, and that the family
 * has ended: somebody else may have had it. Never throws: the family has ended already.
 */
export async function auditReplay(grantId: string): Promise<void> {
  const ctx = Provider.ctx;
  const client = ctx?.oidc?.client;
  if (!ctx || !client) return;
  const known = knownClient(client);
  const tenantId = readGrantId(grantId)?.tenantId ?? known.tenantId;
  const id = known.id ?? client.clientId;
  const name = client.clientName ?? client.clientId;
  await auditFamilyEnd({ id, tenantId, name }, requestInfo(ctx.req), grantId);
}

/** The same for a flow without the library. */
export async function auditFamilyEnd(
  client: { id: string; tenantId: string; name: string },
  info: RequestInfo,
  grantId: string,
): Promise<void> {
  await record(client.tenantId, info, {
    action: "sso_client.revoke_family",
    target: { kind: "sso_client", id: client.id, name: client.name },
    outcome: "denied",
    reason: "a code or refresh token was used twice",
    after: { grant: grantId.slice(grantId.indexOf("~") + 1) },
  });
}
