import { EventEmitter } from "node:events";
import type Provider from "oidc-provider";
import type { KoaContextWithOIDC } from "oidc-provider";
import { noteConsentUse } from "#domain/consents/note-use.ts";
import { writeAudit } from "#domain/kernel/audit.ts";
import { noteSsoClientUseNowAndThen } from "#domain/sso-clients/note-use.ts";
import { log } from "#platform/log.ts";
import { tokensIssued } from "#platform/metrics.ts";
import { requestInfo } from "#transports/http/request-info.ts";
import { rememberedPerson } from "#transports/oidc/request-memory.ts";
import { signedInOn } from "./browser-session.ts";
import { knownClient } from "./client-metadata.ts";

/** Counts, logs and audits what the provider does. No line has a token, a code or a secret. */
export function watch(provider: Provider): void {
  provider.on("authorization.success", (ctx) => {
    auditSignIn(ctx).catch(notTold(ctx));
  });
  provider.on("grant.success", (ctx) => {
    tokensIssued.inc({ grant_type: grantTypeOf(ctx), outcome: "success" });
    noteUse(ctx).catch(notTold(ctx));
  });
  provider.on("grant.error", (ctx, error) => {
    tokensIssued.inc({ grant_type: grantTypeOf(ctx), outcome: codeOf(error) });
    logRefusal(ctx, error);
  });
  provider.on("authorization.error", logRefusal);
  provider.on("introspection.error", logRefusal);
  provider.on("revocation.error", logRefusal);
  provider.on("userinfo.error", logRefusal);
  provider.on("pushed_authorization_request.error", logRefusal);
  provider.on("device_authorization.error", logRefusal);
  provider.on("end_session.error", logRefusal);
  provider.on("server_error", (ctx, error) => {
    log.error({ err: error, requestId: requestInfo(ctx.req).requestId }, "the provider failed");
  });
  // Koa would print what reaches it to the console.
  const print = (error: unknown) => log.error({ err: error }, "the provider failed");
  EventEmitter.prototype.on.call(provider, "error", print);
}

/** One event for each time a person goes into an app: what an audit asks first. */
async function auditSignIn(ctx: KoaContextWithOIDC): Promise<void> {
  const { client } = ctx.oidc;
  const signedIn = await signedInOn(ctx.req);
  if (!client || !signedIn) return;
  const { clientId } = client;
  const { id } = knownClient(client);
  const { tenantId } = signedIn.actor;
  await writeAudit({ actor: signedIn.actor, tenantId, request: requestInfo(ctx.req) }, [
    {
      action: "sign_in.sso_client",
      target: { kind: "sso_client", id: id ?? clientId, name: client.clientName ?? clientId },
      after: { scope: ctx.oidc.params?.["scope"] ?? "", sessionId: signedIn.actor.sessionId },
    },
  ]);
}

async function noteUse(ctx: KoaContextWithOIDC): Promise<void> {
  const { client, account } = ctx.oidc;
  if (!client) return;
  const { id, tenantId, firstParty } = knownClient(client);
  if (id === null) return;
  if (account && !firstParty) {
    await noteConsentUse({ tenantId, userId: account.accountId, ssoClientId: id });
  }
  const person = account && rememberedPerson(account.accountId);
  await noteSsoClientUseNowAndThen({ tenantId, id }, person?.email ?? null);
}

function logRefusal(ctx: KoaContextWithOIDC, error: Error): void {
  const { requestId } = requestInfo(ctx.req);
  const detail = "error_detail" in error ? error.error_detail : undefined;
  const clientId = ctx.oidc.client?.clientId;
  const fields = { requestId, route: ctx.oidc.route, clientId, code: codeOf(error), detail };
  log.info(fields, "the provider refused");
}

/** Few enough for a metric's label, whatever strangers send. */
function grantTypeOf(ctx: KoaContextWithOIDC): string {
  const type = ctx.oidc.params?.["grant_type"];
  const known = ["authorization_code", "refresh_token", "client_credentials"];
  if (typeof type !== "string") return "none";
  if (known.includes(type)) return type;
  return type.endsWith(":device_code") ? "device_code" : "other";
}

function codeOf(error: Error): string {
  return "error" in error && typeof error.error === "string" ? error.error : "server_error";
}

function notTold(ctx: KoaContextWithOIDC) {
  const { requestId } = requestInfo(ctx.req);
  return (error: unknown) => log.error({ err: error, requestId }, "a sign-in was not recorded");
}
