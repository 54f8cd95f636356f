import type { ServerResponse } from "node:http";
import type { RequestInfo } from "#domain/kernel/context.ts";
import { log } from "#platform/log.ts";
import { requestSeconds } from "#platform/metrics.ts";
import { dataPolicy, fixedHeaders } from "./security-headers.ts";

/** Far more than an address of any length that anybody types. */
export const NEUTRAL_BODY_BYTES = 65_536;

type NeutralAnswer = {
  info: RequestInfo;
  /** By `performance.now()`. */
  startedAt: number;
  route: "discover" | "resolve";
  body: string;
  cookie: string | null;
};

/**
 * Answers 200 with JSON in one write, past everything that other requests pass through: these two
 * addresses are asked while people type.
 */
export function answerNeutrally(res: ServerResponse, answer: NeutralAnswer): void {
  const { info, body, cookie, route } = answer;
  res.writeHead(200, [
    ...headers(),
    "X-Request-Id",
    info.requestId,
    "Content-Length",
    String(Buffer.byteLength(body)),
    ...(cookie === null ? [] : ["Set-Cookie", cookie]),
  ]);
  res.end(body);
  const durationMs = performance.now() - answer.startedAt;
  timer(route).observe(durationMs / 1000);
  log.debug({ requestId: info.requestId, route, durationMs, address: info.address }, "request");
}

let known: readonly string[] | null = null;

function headers(): readonly string[] {
  known ??= [
    ...fixedHeaders().flat(),
    "Content-Security-Policy",
    dataPolicy,
    "Cache-Control",
    "no-store",
    "Content-Type",
    "application/json",
  ];
  return known;
}

const timers = new Map<string, { observe(seconds: number): void }>();

function timer(route: string) {
  const made = timers.get(route) ?? requestSeconds.labels("POST", route, "200");
  timers.set(route, made);
  return made;
}
