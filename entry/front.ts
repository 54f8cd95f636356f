import type { Server } from "node:http";
import { fileURLToPath } from "node:url";
import { apiHandler, createApi, isApi } from "#transports/http/app.ts";
import { handleDiscover } from "#transports/http/discover.ts";
import { drainable } from "#transports/http/drain.ts";
import { createFrontServer } from "#transports/http/front-server.ts";
import { logConsole } from "#transports/http/next-console.ts";
import { preparePages } from "#transports/http/pages.ts";
import { handleResolve } from "#transports/http/resolve.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));

/** The server of PORT, before it listens, and what drains it. */
export async function prepareFront(): Promise<{
  server: Server;
  drain: (limitMs: number) => Promise<boolean>;
}> {
  logConsole();
  const server = createFrontServer({
    direct: new Map([
      ["/api/auth/msp/sso/discover", handleDiscover],
      ["/api/auth/msp/sso/resolve", handleResolve],
    ]),
    api: apiHandler(createApi()),
    isApi,
    pages: await preparePages(folder),
  });
  return { server, drain: drainable(server) };
}
