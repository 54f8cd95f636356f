import type { Server } from "node:http";
import { fileURLToPath } from "node:url";
import { tlsOptions } from "#platform/tls.ts";
import { isApi } from "#transports/http/api-paths.ts";
import { handleDiscover } from "#transports/http/discover.ts";
import { drainable } from "#transports/http/drain.ts";
import {
  createFrontServer,
  type FrontHandlers,
  type Handler,
} from "#transports/http/front-server.ts";
import { logConsole } from "#transports/http/next-console.ts";
import { preparePages } from "#transports/http/pages.ts";
import { handleResolve } from "#transports/http/resolve.ts";
import { handleProtocol, isForPrograms, isProtocol, loadProtocols } from "#transports/protocols.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));

export type Front = {
  server: Server;
  drain: (limitMs: number) => Promise<boolean>;
  /** Loads what a start does not wait for; a request that needs it before then loads it as well. */
  loadRest: () => Promise<unknown>;
};

/** The server of PORT, before it listens. */
export async function prepareFront(): Promise<Front> {
  logConsole();
  let api: Promise<Handler> | null = null;
  const loadApi = () => {
    api ??= import("#transports/http/app.ts").then(({ createApi, apiHandler }) =>
      apiHandler(createApi()),
    );
    return api;
  };
  const handlers: FrontHandlers = {
    direct: new Map([
      ["/api/auth/msp/sso/discover", handleDiscover],
      ["/api/auth/msp/sso/resolve", handleResolve],
    ]),
    api: async (request, response) => (await loadApi())(request, response),
    isApi,
    protocol: handleProtocol,
    isProtocol,
    isForPrograms,
    pages: await preparePages(folder),
  };
  const server = createFrontServer(handlers, tlsOptions());
  return {
    server,
    drain: drainable(server),
    loadRest: () => Promise.all([loadApi(), loadProtocols()]),
  };
}
