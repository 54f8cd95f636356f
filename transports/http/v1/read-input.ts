import type { Context } from "hono";
import { GatehouseError, invalid } from "#domain/kernel/errors.ts";
import { readText } from "#transports/http/read-text.ts";
import { MAX_BODY_BYTES } from "#transports/http/refusals.ts";
import { RequestProblem } from "#transports/http/request-problem.ts";
import type { Route } from "./route.ts";

/**
 * What a request says, by field: the body's fields, or the query's for a method without a body, and
 * then the path's. Throws `invalid` for what is twice, misspelt or no JSON, `RequestProblem` for
 * another kind of body.
 */
export async function readInput(c: Context, route: Route): Promise<Record<string, unknown>> {
  const { slug: _, ...fromPath } = c.req.param();
  const hasQuery = route.method === "get" || route.method === "delete";
  const given = hasQuery ? readQuery(c) : await readBody(c);
  const known = new Set(Object.keys(route.input.shape));
  const unknown = Object.keys(given).filter((name) => !known.has(name) || name in route.fixed);
  if (unknown.length > 0) {
    throw invalid(Object.fromEntries(unknown.map((name) => [name, "There is no such field."])));
  }
  return { ...given, ...route.fixed, ...fromPath };
}

function readQuery(c: Context): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, values] of Object.entries(c.req.queries())) {
    const [value = "", ...more] = values;
    if (more.length > 0) throw invalid({ [name]: "Give this parameter once." });
    query[name] = value;
  }
  return query;
}

async function readBody(c: Context): Promise<object> {
  const text = await readText(c, MAX_BODY_BYTES);
  if (text === "") return {};
  const type = c.req.header("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new RequestProblem(415, "unsupported_type", "Send the body as application/json.");
  }
  return parseObject(text);
}

function parseObject(text: string): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new GatehouseError("invalid", "The body is not JSON.", { cause });
  }
  if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed;
  throw new GatehouseError("invalid", "The body is not a JSON object.");
}
