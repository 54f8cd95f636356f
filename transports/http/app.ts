import { IncomingMessage } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { GatehouseError } from "#domain/kernel/errors.ts";
import type { ApiEnv } from "./api-env.ts";
import { mountConsole } from "./console.ts";
import { failurePage, failurePageHeaders } from "./failure-page.ts";
import type { Handler } from "./front-server.ts";
import { type Problem, problem, problemHeaders, problemOf } from "./problem.ts";
import { requestInfo } from "./request-info.ts";
import { RequestProblem } from "./request-problem.ts";
import { mountSignIn } from "./sign-in.ts";
import { mountV1 } from "./v1/mount.ts";

/** Everything that is not a page, as one Hono app. */
export function createApi(): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.notFound((c) => {
    const detail = "There is nothing at this address.";
    const found = problem(404, "not_found", "Not found", detail, c.env.info.requestId);
    return c.newResponse(JSON.stringify(found), 404, problemHeaders(found));
  });
  mountSignIn(app);
  mountConsole(app);
  mountV1(app);
  app.onError((error, c) => {
    const found = foundProblem(error, c.env.info.requestId);
    const headers = problemHeaders(found, error instanceof GatehouseError ? error : undefined);
    // Under these addresses stand the forms of pages: whoever posted one reads the answer.
    if (c.req.path.startsWith("/auth/msp/")) {
      const page = failurePage(found, "/auth/msp/signin");
      const { status } = found;
      return new Response(page, { status, headers: { ...headers, ...failurePageHeaders } });
    }
    return new Response(JSON.stringify(found), {
      status: found.status,
      headers,
    });
  });
  return app;
}

function foundProblem(error: unknown, requestId: string): Problem {
  if (!(error instanceof RequestProblem)) return problemOf(error, requestId);
  return problem(error.status, error.code, titleOf[error.status], error.message, requestId);
}

const titleOf = {
  413: "Body too large",
  415: "Unsupported type of body",
} as const;

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
