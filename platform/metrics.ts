import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { lazySingleton } from "./singleton.ts";

const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What `/metrics` serves: Node's own figures and ours. */
export const registry = lazySingleton("metrics-registry", () => {
  const created = new Registry();
  collectDefaultMetrics({ register: created });
  return created;
});

/** How long operations of the domain take, counted once for all transports. */
export const operationSeconds = lazySingleton(
  "metrics-operation-seconds",
  () =>
    new Histogram({
      name: "gatehouse_operation_seconds",
      help: "Duration of operations of the domain",
      labelNames: ["operation", "outcome"] as const,
      buckets: secondsBuckets,
      registers: [registry],
    }),
);

/** How long requests take. `route` is a pattern, never a path: paths would make a series each. */
export const requestSeconds = lazySingleton(
  "metrics-request-seconds",
  () =>
    new Histogram({
      name: "gatehouse_request_seconds",
      help: "Duration of HTTP requests",
      labelNames: ["method", "route", "status"] as const,
      buckets: secondsBuckets,
      registers: [registry],
    }),
);

/** Requests that a rate limit refused. */
export const rateLimited = lazySingleton(
  "metrics-rate-limited",
  () =>
    new Counter({
      name: "gatehouse_rate_limited_total",
      help: "Requests refused by a rate limit",
      labelNames: ["limit"] as const,
      registers: [registry],
    }),
);

/** Answers of the token endpoint. `outcome` is `success` or the protocol's error. */
export const tokensIssued = lazySingleton(
  "metrics-oauth-tokens",
  () =>
    new Counter({
      name: "gatehouse_oauth_token_requests_total",
      help: "Requests at the token endpoint",
      labelNames: ["grant_type", "outcome"] as const,
      registers: [registry],
    }),
);
