import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Duplex } from "node:stream";
import type { RequestInfo } from "#domain/kernel/context.ts";
import { log } from "#platform/log.ts";
import type { TlsOptions } from "#platform/tls.ts";
import { canonicalAddress } from "./canonical-host.ts";
import { addInternalHeaders, arrivedBy, stripHeaders } from "./incoming-headers.ts";
import { problemOf, sendProblem } from "./problem.ts";
import { refusalOf } from "./refusals.ts";
import { requestInfo } from "./request-info.ts";
import { recordRequest } from "./request-log.ts";
import { dataPolicy, pagePolicy, setSecurityHeaders } from "./security-headers.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

export type FrontHandlers = {
  /** Paths of POST requests that come too often for any detour; each sets its own headers. */
  direct: ReadonlyMap<string, Handler>;
  /** The Hono app, for the paths of which `isApi` says so. */
  api: Handler;
  isApi: (request: IncomingMessage, path: string) => boolean;
  /** The OpenID Provider and the plain flow, for the paths of which `isProtocol` says so. */
  protocol: Handler;
  isProtocol: (path: string) => boolean;
  /** Whether a request is a program's: it may come from anywhere, for no cookie of it is read. */
  isForPrograms: (method: string, path: string) => boolean;
  /** Next: everything else. */
  pages: Handler;
};

/**
 * The server before everything: checks, headers, request ids and the log, then the right handler. With
 * `tls` it speaks TLS itself.
 */
export function createFrontServer(handlers: FrontHandlers, tls: TlsOptions | null = null): Server {
  const listener = (req: IncomingMessage, res: ServerResponse) => {
    const info = requestInfo(req);
    const path = pathOf(req.url ?? "");
    const direct = req.method === "POST" ? handlers.direct.get(path) : undefined;
    const answer = direct ? direct(req, res) : dispatch(handlers, req, res, { info, path });
    answer.catch((error: unknown) =>
      sendProblem(req, res, problemOf(error, info.requestId), error),
    );
  };
  const limits = { requestTimeout: 30_000, keepAliveTimeout: 65_000 };
  const server = tls
    ? createTlsServer({ ...limits, ...tls }, listener)
    : createServer(limits, listener);
  server.on("upgrade", refuseUpgrade);
  return server;
}

async function dispatch(
  handlers: FrontHandlers,
  req: IncomingMessage,
  res: ServerResponse,
  { info, path }: { info: RequestInfo; path: string },
): Promise<unknown> {
  recordRequest(req, res, { info, path });
  const isProtocol = handlers.isProtocol(path);
  const isApi = isProtocol || handlers.isApi(req, path);
  const policy = isApi ? dataPolicy : pagePolicy();
  setSecurityHeaders(res, info.requestId, policy);
  const forPrograms = isProtocol && handlers.isForPrograms(req.method ?? "", path);
  const refusal = refusalOf(req, { path, isApi, forPrograms });
  if (refusal) return sendProblem(req, res, { ...refusal, requestId: info.requestId });
  const canonical = isApi && (!isProtocol || forPrograms) ? null : canonicalAddress(req);
  if (canonical !== null) return res.writeHead(307, { Location: canonical }).end();
  const arrival = arrivedBy(req);
  stripHeaders(req);
  if (isProtocol) return handlers.protocol(req, res);
  if (isApi) return handlers.api(req, res);
  // The names of static files carry their hash; Next marks them immutable. Nothing else is kept.
  if (!path.startsWith("/_next/static/")) res.setHeader("Cache-Control", "no-store");
  addInternalHeaders(req, { info, arrival, policy });
  return handlers.pages(req, res);
}

function pathOf(url: string): string {
  const end = url.indexOf("?");
  return end === -1 ? url : url.slice(0, end);
}

/** Nothing here speaks another protocol; Next would proxy an upgrade wherever it is told to. */
function refuseUpgrade(_: IncomingMessage, socket: Duplex): void {
  socket.on("error", (error) => log.debug({ err: error }, "a refused upgrade ended"));
  socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}
