import { IncomingMessage } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import type { RequestInfo } from "#domain/kernel/context.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import type { Handler } from "./front-server.ts";
import { problem, problemHeaders, problemOf } from "./problem.ts";
import { requestInfo } from "./request-info.ts";

export type ApiEnv = { Bindings: { info: RequestInfo } };

/** Everything that is not a page, as one Hono app. */
export function createApi(): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.notFound((c) => {
    const detail = "There is nothing at this address.";
    const found = problem(404, "not_found", "Not found", detail, c.env.info.requestId);
    return c.newResponse(JSON.stringify(found), 404, problemHeaders(found));
  });
  app.onError((error, c) => {
    const found = problemOf(error, c.env.info.requestId);
    return new Response(JSON.stringify(found), {
      status: found.status,
      headers: problemHeaders(found, error instanceof GatehouseError ? error : undefined),
    });
  });
  return app;
}

/** The app as a handler of node:http. */
export function apiHandler(app: Hono<ApiEnv>): Handler {
  return getRequestListener(
    (request, bindings) => {
      const { incoming } = bindings;
      // The types allow HTTP/2, which this server does not speak.
      if (!(incoming instanceof IncomingMessage)) throw new Error("HTTP/1 only");
      return app.fetch(request, { info: requestInfo(incoming) });
    },
    { overrideGlobalObjects: false },
  );
}

/** Whether a request is the app's, and not a page's. */
export function isApi(_method: string, path: string): boolean {
  return path.startsWith("/v1/") || path === "/v1" || path.startsWith("/api/auth/msp/");
}
