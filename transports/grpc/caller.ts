import type { IncomingMessage } from "node:http";
import type { Http2ServerRequest } from "node:http2";
import { createContextKey, createContextValues, type HandlerContext } from "@connectrpc/connect";
import { authenticateCredential, NEEDS_CREDENTIAL } from "#domain/credentials/authenticate.ts";
import type { Context, RequestInfo } from "#domain/kernel/context.ts";
import { unauthenticated } from "#domain/kernel/errors.ts";
import { enterTenant } from "#domain/tenants/enter.ts";
import { clientAddress } from "#platform/client-address.ts";
import { newRequestId } from "#platform/request-id.ts";

const nobody: RequestInfo = { requestId: "", address: "unknown", userAgent: "" };

/** Who asks, for the audit log and the log. */
export const requestInfoKey = createContextKey<RequestInfo>(nobody);

/** What is known of a call before its handler runs. */
export function contextValuesOf(request: IncomingMessage | Http2ServerRequest) {
  const forwarded = request.headers["x-forwarded-for"];
  return createContextValues().set(requestInfoKey, {
    requestId: newRequestId(),
    address: clientAddress({
      remoteAddress: request.socket.remoteAddress,
      forwardedFor: Array.isArray(forwarded) ? forwarded.join(",") : forwarded,
    }),
    userAgent: request.headers["user-agent"] ?? "",
  });
}

/**
 * The caller's context, in the tenant that the call names, or its own. Throws `unauthenticated`
 * without a valid credential, `not_found` for no such tenant and for a foreign one alike.
 */
export async function callerContext(call: HandlerContext, tenant: string): Promise<Context> {
  const header = call.requestHeader.get("authorization") ?? "";
  const [, token] = /^bearer +(\S+) *$/i.exec(header) ?? [];
  const actor = token === undefined ? null : await authenticateCredential(token);
  if (!actor) {
    throw unauthenticated(NEEDS_CREDENTIAL);
  }
  const caller = { actor, tenantId: actor.tenantId, request: call.values.get(requestInfoKey) };
  return tenant === "" ? caller : await enterTenant(caller, tenant);
}
