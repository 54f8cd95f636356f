import Provider from "oidc-provider";
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
  const { id, tenantId } = knownClient(client);
  await record(tenantId, requestInfo(ctx.req), {
    action: "sso_client.revoke_family",
    target: { kind: "sso_client", id, name: client.clientName ?? client.clientId },
    outcome: "denied",
    reason: "a code or refresh token was used twice",
    after: { grant: grantId.slice(grantId.indexOf("~") + 1) },
  });
}
