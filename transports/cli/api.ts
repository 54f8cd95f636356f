import { z } from "zod";
import { env } from "#platform/env.ts";
import { CommandError, RefusedError } from "./failure.ts";
import { currentToken, tokenInsteadOf } from "./login/token.ts";
import { request } from "./request.ts";

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
 * Calls the REST API of GATEHOUSE_URL with GATEHOUSE_TOKEN, or else as who is signed in. Out: the
 * answer's object, or null for an empty one. Throws `RefusedError` with the server's problem,
 * `CommandError` when nobody answers.
 */
export async function callApi(path: string, call: ApiCall = {}): Promise<unknown> {
  const { token, isLogin } = await currentToken();
  try {
    return await callApiWith(token, path, call);
  } catch (error) {
    // Clocks differ: what is not due here may have ended there.
    const isRefused = error instanceof RefusedError && error.problem.code === "unauthenticated";
    if (!isLogin || !isRefused) throw error;
    return await callApiWith(await tokenInsteadOf(token), path, call);
  }
}

/** The same with a token of the caller's. */
export async function callApiWith(
  token: string,
  path: string,
  call: ApiCall = {},
): Promise<unknown> {
  const url = new URL(path, env.GATEHOUSE_URL);
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const response = await request(url, {
    method: call.method ?? "GET",
    headers: {
      authorization: `Bearer ${token}`,
      accept: "application/json",
      ...(call.body && { "content-type": "application/json" }),
    },
    body: call.body ? JSON.stringify(call.body) : null,
  });
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

function parseJson(text: string, url: URL): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(`${url.origin} answered with something else than JSON.`);
  }
}
