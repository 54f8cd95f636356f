import type { IncomingMessage, ServerResponse } from "node:http";
import { type ErrorCode, GatehouseError, type StaleChange } from "#domain/kernel/errors.ts";
import { log } from "#platform/log.ts";
import { readBody } from "./read-body.ts";

const statusOf = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

const titles = {
  invalid: "The request cannot be accepted",
  unauthenticated: "Sign in first",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "In conflict with what is there",
  rate_limited: "Too many requests",
  unavailable: "Unavailable for the moment",
} as const satisfies Record<ErrorCode, string>;

/** A problem document, RFC 9457. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors: Readonly<Record<string, string>>;
  requestId: string;
  /** What somebody else saved since the version that the request names. */
  stale?: StaleChange;
};

/** The problem that says what `error` means; an error that is not an operation's says nothing. */
export function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof GatehouseError) {
    return {
      type: "about:blank",
      title: titles[error.code],
      status: statusOf[error.code],
      code: error.code,
      detail: error.message,
      errors: error.fields,
      requestId,
      ...(error.stale && { stale: error.stale }),
    };
  }
  log.error({ err: error, requestId }, "a request failed");
  const detail = "Gatehouse failed to answer this. The log has the request id.";
  return problem(500, "internal", "Internal error", detail, requestId);
}

/** A problem of HTTP itself, which no operation can have. */
export function problem(
  status: number,
  code: string,
  title: string,
  detail: string,
  requestId: string,
): Problem {
  return { type: "about:blank", title, status, code, detail, errors: {}, requestId };
}

/** The headers that go with a problem. RFC 6750 section 3 asks for the challenge. */
export function problemHeaders(found: Problem, error?: unknown): Record<string, string> {
  const retryAfter = error instanceof GatehouseError ? error.retryAfterSeconds : undefined;
  return {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    ...(found.status === 401 && { "WWW-Authenticate": "Bearer" }),
    ...(retryAfter !== undefined && { "Retry-After": String(retryAfter) }),
  };
}

/** Answers with a problem outside of Hono, unless an answer is under way already. */
export async function sendProblem(
  request: IncomingMessage,
  response: ServerResponse,
  found: Problem,
  error?: unknown,
): Promise<void> {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // A client that is cut off while it sends cannot read the answer.
  if (!request.complete) await readBody(request, 0);
  response.writeHead(found.status, problemHeaders(found, error));
  response.end(JSON.stringify(found));
}
