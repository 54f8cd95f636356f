import { z } from "zod";
import { env } from "#platform/env.ts";
import { CommandError, ConfigurationError, RefusedError } from "./failure.ts";

const TIMEOUT_MS = 60_000;

const problem = z.looseObject({
  type: z.string().default("about:blank"),
  title: z.string().default(""),
  code: z.string(),
  detail: z.string().default(""),
  errors: z.record(z.string(), z.string()).default({}),
});

export type ApiCall = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  query?: Readonly<Record<string, string | undefined>>;
  body?: object;
};

/**
 * Calls the REST API of GATEHOUSE_URL with GATEHOUSE_TOKEN. Out: the answer's object, or null for
 * an empty one. Throws `RefusedError` with the server's problem, `CommandError` when nobody answers.
 */
export async function callApi(path: string, call: ApiCall = {}): Promise<unknown> {
  const token = env.GATEHOUSE_TOKEN;
  if (!token) {
    throw new ConfigurationError(
      "GATEHOUSE_TOKEN is not set. Set it to an API credential, such as `gatehouse setup` prints.",
    );
  }
  const url = new URL(path, env.GATEHOUSE_URL);
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const response = await send(url, token.reveal(), call);
  const text = await response.text();
  if (response.ok) return text === "" ? null : parseJson(text, url);
  const refused = problem.safeParse(parseJson(text, url));
  if (refused.success) throw new RefusedError(refused.data);
  throw new CommandError(`${url.origin} answered ${response.status}. Is it Gatehouse?`);
}

/** A path with each value encoded: `path\`/v1/tenants/${slug}\``. */
export function path(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: parts }, ...values.map(encodeURIComponent));
}

async function send(url: URL, token: string, call: ApiCall): Promise<Response> {
  try {
    return await fetch(url, {
      method: call.method ?? "GET",
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/json",
        ...(call.body && { "content-type": "application/json" }),
      },
      body: call.body ? JSON.stringify(call.body) : null,
      // A redirect would carry the credential elsewhere.
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new CommandError(
      `Nobody answers at ${url.origin}${code}. Start Gatehouse, or set GATEHOUSE_URL.`,
    );
  }
}

function parseJson(text: string, url: URL): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(`${url.origin} answered with something else than JSON.`);
  }
}
