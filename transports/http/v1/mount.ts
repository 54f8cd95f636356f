import type { Hono, Context as HonoContext } from "hono";
import {
  authenticateCredential,
  type Caller,
  NEEDS_CREDENTIAL,
} from "#domain/credentials/authenticate.ts";
import type { Context } from "#domain/kernel/context.ts";
import { unauthenticated } from "#domain/kernel/errors.ts";
import { enterTenant } from "#domain/tenants/enter.ts";
import type { ApiEnv } from "#transports/http/api-env.ts";
import { problem, problemHeaders } from "#transports/http/problem.ts";
import { readInput } from "./read-input.ts";
import type { Route } from "./route.ts";
import { v1Routes } from "./routes.ts";
import { describeCaller } from "./whoami.ts";

/** Adds the REST API to the app. */
export function mountV1(app: Hono<ApiEnv>): void {
  app.get("/v1/openapi.json", async (c) => {
    const { openApiDocument } = await import("./openapi.ts");
    return c.json(openApiDocument());
  });
  app.get("/v1/whoami", async (c) => c.json(describeCaller((await callerContext(c)).actor)));
  for (const route of v1Routes) app.on(route.method, honoPath(route.path), (c) => answer(c, route));
  for (const [path, routes] of Map.groupBy(v1Routes, (route) => honoPath(route.path))) {
    const allowed = routes.map((route) => route.method.toUpperCase()).join(", ");
    app.all(path, (c) => methodNotAllowed(c, allowed));
  }
  app.use("/v1/*", async (c, next) => {
    // Whoever has no credential learns nothing about which addresses exist.
    await callerContext(c);
    await next();
  });
}

/** RFC 9110 section 15.5.6. */
async function methodNotAllowed(c: HonoContext<ApiEnv>, allowed: string): Promise<Response> {
  await callerContext(c);
  const detail = `${c.req.method} means nothing at this address.`;
  const found = problem(405, "method", "Method not allowed", detail, c.env.info.requestId);
  const headers = { ...problemHeaders(found), Allow: allowed };
  return new Response(JSON.stringify(found), { status: 405, headers });
}

async function answer(c: HonoContext<ApiEnv>, route: Route): Promise<Response> {
  const caller = await callerContext(c);
  const slug = c.req.param("slug");
  const ctx = slug === undefined ? caller : await enterTenant(caller, slug);
  const { body, version } = split(await route.run(ctx, await readInput(c, route)));
  c.header("Cache-Control", "no-store");
  if (version !== null) c.header("ETag", `"${version}"`);
  if (route.status === 204) return c.body(null, 204);
  c.header("Content-Type", "application/json");
  return c.body(JSON.stringify(body), route.status);
}

/** An object, and the version that a change of it may start from. */
function split(result: unknown): { body: unknown; version: string | null } {
  if (typeof result === "object" && result !== null && "version" in result) {
    const { version, ...body } = result;
    // An object that counts its versions says its own.
    if (typeof version === "string") return { body, version };
  }
  return { body: result, version: null };
}

/** The caller's own context. RFC 6750 section 2.1. Throws `unauthenticated`. */
async function callerContext(c: HonoContext<ApiEnv>): Promise<Context & { actor: Caller }> {
  const [, token] = /^bearer +(\S+) *$/i.exec(c.req.header("authorization") ?? "") ?? [];
  const actor = token === undefined ? null : await authenticateCredential(token);
  if (!actor) {
    throw unauthenticated(NEEDS_CREDENTIAL);
  }
  return { actor, tenantId: actor.tenantId, request: c.env.info };
}

function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}
