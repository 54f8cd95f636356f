import type { IncomingMessage } from "node:http";
import type { RequestInfo } from "#domain/kernel/context.ts";
import { clientAddress } from "#platform/client-address.ts";
import { newRequestId } from "#platform/request-id.ts";

const known = new WeakMap<IncomingMessage, RequestInfo>();

/** Who asks, for the audit log: computed once a request, before its headers are stripped. */
export function requestInfo(request: IncomingMessage): RequestInfo {
  const existing = known.get(request);
  if (existing) return existing;
  const info = {
    requestId: newRequestId(),
    address: clientAddress({
      remoteAddress: request.socket.remoteAddress,
      forwardedFor: joined(request.headers["x-forwarded-for"]),
    }),
    userAgent: request.headers["user-agent"] ?? "",
  };
  known.set(request, info);
  return info;
}

function joined(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(",") : header;
}
