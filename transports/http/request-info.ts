import type { IncomingMessage } from "node:http";
import type { RequestInfo } from "#domain/kernel/context.ts";
import { clientAddress } from "#platform/client-address.ts";
import { newRequestId } from "#platform/request-id.ts";

/** Kept on the request itself: a WeakMap of every request would weigh on the garbage collector. */
const kept = Symbol("request info");

/** Who asks, for the audit log: computed once a request, before its headers are stripped. */
export function requestInfo(request: IncomingMessage): RequestInfo {
  const carrier: IncomingMessage & { [kept]?: RequestInfo } = request;
  const existing = carrier[kept];
  if (existing) return existing;
  const info = {
    requestId: newRequestId(),
    address: clientAddress({
      remoteAddress: request.socket.remoteAddress,
      forwardedFor: joined(request.headers["x-forwarded-for"]),
    }),
    userAgent: request.headers["user-agent"] ?? "",
  };
  carrier[kept] = info;
  return info;
}

function joined(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(",") : header;
}
