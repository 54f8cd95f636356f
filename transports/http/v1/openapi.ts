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
      description: describe(route),
      security: [{ bearer: [] }],
      request: requestOf(route),
      responses: responsesOf(route.status, route.output, isVersioned(route)),
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

function describe(route: Route): string {
  const needs = `Needs the permission \`${route.permission}\`.`;
  if (!("version" in route.input.shape)) return needs;
  return `${needs} With the \`version\` that the ETag of a read named, the answer is 409 when somebody else changed the same fields since, with what they saved in \`stale\`. Without one the last write wins.`;
}

/** One object that can be changed: its reading and its changing name the version. */
function isVersioned({ method, path, input }: Route): boolean {
  if ("version" in input.shape) return method !== "post" && method !== "put";
  return method === "get" && v1Routes.some((one) => one.path === path && one.method === "patch");
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

function responsesOf(status: number, output: z.ZodType | null, versioned = false) {
  return {
    [status]: output
      ? {
          description: "Done",
          content: { "application/json": { schema: output } },
          ...(versioned && { headers: z.object({ ETag: z.string() }) }),
        }
      : { description: "Done" },
    default: {
      description: "A problem, RFC 9457",
      content: { "application/problem+json": { schema: problemObject } },
    },
  };
}
