import { OpenAPIHono, z } from "@hono/zod-openapi";
import { env } from "#platform/env.ts";
import { problemObject } from "./objects.ts";
import type { Route } from "./route.ts";
import { v1Routes } from "./routes.ts";
import { callerObject } from "./whoami.ts";

/** The REST API's description, made from the very schemas that the operations parse with. */
export function openApiDocument() {
  const api = new OpenAPIHono();
  const { openAPIRegistry: registry } = api;
  registry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" });
  for (const route of v1Routes) {
    registry.registerPath({
      method: route.method,
      path: route.path,
      summary: route.summary,
      description: `Needs the permission \`${route.permission}\`.`,
      security: [{ bearer: [] }],
      request: requestOf(route),
      responses: responsesOf(route.status, route.output),
    });
  }
  registry.registerPath({
    method: "get",
    path: "/v1/whoami",
    summary: "Who this credential is",
    security: [{ bearer: [] }],
    responses: responsesOf(200, callerObject),
  });
  return api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Gatehouse", version: "1" },
    servers: [{ url: env.BASE_URL }],
  });
}

function requestOf(route: Route) {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
  const params = z.object(
    Object.fromEntries(inPath.map((name) => [name, route.input.shape[name] ?? z.string()])),
  );
  const rest = Object.fromEntries(
    Object.entries(route.input.shape).filter(
      ([name]) => !inPath.includes(name) && !(name in route.fixed),
    ),
  );
  const hasRest = Object.keys(rest).length > 0 && Object.keys(route.fixed).length === 0;
  if (route.method === "get" || route.method === "delete") {
    return hasRest ? { params, query: z.object(rest) } : { params };
  }
  if (!hasRest) return { params };
  const required = Object.values(rest).some((field) => !acceptsNothing(field));
  const content = { "application/json": { schema: z.object(rest) } };
  return { params, body: { required, content } };
}

function acceptsNothing(field: z.core.$ZodType): boolean {
  return z.safeParse(field, undefined).success;
}

function responsesOf(status: number, output: z.ZodType | null) {
  return {
    [status]: output
      ? { description: "Done", content: { "application/json": { schema: output } } }
      : { description: "Done" },
    default: {
      description: "A problem, RFC 9457",
      content: { "application/problem+json": { schema: problemObject } },
    },
  };
}
