import type { PgBoss } from "pg-boss";
import { closeQueue, openQueue } from "#db/queue.ts";
import { env } from "#platform/env.ts";
import { deriveKey, encryptionKeys } from "#platform/keys.ts";
import { log } from "#platform/log.ts";
import { createManagementServer, missingNow } from "#transports/http/management.ts";
import { createReadiness, type Readiness } from "#transports/http/readiness.ts";
import type { Front } from "./front.ts";
import { listen } from "./listen.ts";
import { runProgram, type Stopping } from "./program.ts";
import { openStores } from "./stores.ts";

const DRAIN_MS = 25_000;

/** The web process: pages, API, health and the jobs. */
export async function runWeb(): Promise<void> {
  await runProgram(async (stopping) => {
    // The environment and the keys first: a bad one ends the start before anything runs.
    encryptionKeys();
    deriveKey("start");
    const readiness = createReadiness();
    await serveManagement(readiness, stopping);
    // PostgreSQL starts in a process of its own while this one loads and prepares the rest.
    const stores = openStores((step) => readiness.done(step)).then(stopping.add);
    const [front] = await Promise.all([loadFront(readiness), stores]);
    const queue = await openQueue({ work: true });
    stopping.add(() => closeQueue());
    readiness.done("jobs");
    await listen(front.server, { host: env.HOST, port: env.PORT, variable: "PORT" });
    const grpc = await serveGrpc(readiness);
    stopping.add(async () => {
      readiness.drain();
      const drained = await Promise.all([front.drain(DRAIN_MS), grpc.drain(DRAIN_MS)]);
      if (drained.includes(false)) log.warn("connections were cut after 25 seconds");
    });
    readiness.done("listener");
    const { announce } = await import("./announce.ts");
    await announce();
    await workInBackground(front, queue);
  });
}

async function serveManagement(readiness: Readiness, stopping: Stopping): Promise<void> {
  const server = createManagementServer(readiness);
  await listen(server, {
    host: env.HOST,
    port: env.MANAGEMENT_PORT,
    variable: "MANAGEMENT_PORT",
  });
  stopping.add(async () => {
    server.close();
    server.closeAllConnections();
  });
}

async function serveGrpc(readiness: Readiness) {
  const { createGrpcServer } = await import("#transports/grpc/server.ts");
  const grpc = createGrpcServer(async () => (await missingNow(readiness)).length === 0);
  await listen(grpc.server, { host: env.HOST, port: env.GRPC_PORT, variable: "GRPC_PORT" });
  return grpc;
}

async function loadFront(readiness: Readiness) {
  const { prepareFront } = await import("./front.ts");
  const front = await prepareFront();
  readiness.done("pages");
  return front;
}

/** What nobody waits for: the REST API's modules, the claims in memory, the jobs. */
async function workInBackground(front: Front, queue: PgBoss): Promise<void> {
  await front.loadRest();
  const { startClaimIndex } = await import("#domain/routing/claim-index.ts");
  startClaimIndex();
  const { startJobs } = await import("#transports/jobs/start.ts");
  await startJobs(queue);
}
