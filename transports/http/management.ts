import { createServer, type Server, type ServerResponse } from "node:http";
import { connection } from "#db/client.ts";
import { queueCounts } from "#db/queue.ts";
import { countUnreachableDomains } from "#domain/login-domains/count-unreachable.ts";
import { registry } from "#platform/metrics.ts";
import type { Readiness } from "./readiness.ts";

const PROBE_TIMEOUT_MS = 1_000;

/**
 * `/healthz`, `/readyz` and `/metrics`, on a port of their own. Health says that the process lives
 * and what troubles it; only readiness takes it out of service.
 */
export function createManagementServer(readiness: Readiness): Server {
  return createServer(async (request, response) => {
    const path = request.url?.split("?", 1)[0];
    if (request.method !== "GET" && request.method !== "HEAD") return send(response, 405, {});
    if (path === "/healthz") return send(response, 200, await health(readiness));
    if (path === "/readyz") {
      const missing = await missingNow(readiness);
      return send(response, missing.length === 0 ? 200 : 503, {
        ready: missing.length === 0,
        missing,
      });
    }
    if (path === "/metrics") {
      response.writeHead(200, { "Content-Type": registry.contentType });
      return response.end(await registry.metrics());
    }
    send(response, 404, {});
  });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    ...(status === 503 && { "Retry-After": "1" }),
  });
  response.end(`${JSON.stringify(body)}\n`);
}

/** What this process lacks to answer, asked of the database as well; empty when nothing. */
export async function missingNow(readiness: Readiness): Promise<readonly string[]> {
  const missing = readiness.missing();
  if (missing.length > 0) return missing;
  return (await databaseAnswers()) ? [] : ["database"];
}

type Health = { status: "ok" | "degraded"; troubles: string[]; queues?: unknown };

async function health(readiness: Readiness): Promise<Health> {
  if (readiness.missing().length > 0) return { status: "ok", troubles: [] };
  const counts = await limited(Promise.all([queueCounts(), countUnreachableDomains()])).catch(
    () => null,
  );
  if (counts === null) return { status: "degraded", troubles: ["The database does not answer."] };
  const [queues, unreachable] = counts;
  const troubles = queues
    .filter(({ retrying, failed }) => retrying + failed > 0)
    .map(
      ({ name, retrying, failed }) =>
        `${name}: ${retrying} wait for another try, ${failed} were given up.`,
    );
  if (unreachable > 0) {
    troubles.push(`The DNS did not answer for ${unreachable} pending login domains.`);
  }
  return { status: troubles.length === 0 ? "ok" : "degraded", troubles, queues };
}

let probe: Promise<boolean> | null = null;

/** One probe at a time, however often it is asked. */
function databaseAnswers(): Promise<boolean> {
  probe ??= limited(connection().sql`select 1`)
    .then(
      () => true,
      () => false,
    )
    .finally(() => {
      probe = null;
    });
  return probe;
}

async function limited<T>(work: PromiseLike<T>): Promise<T> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(new Error("timed out")), PROBE_TIMEOUT_MS);
  try {
    return await Promise.race([work, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
