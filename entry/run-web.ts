import type { PgBoss } from "pg-boss";
import { env } from "#platform/env.ts";
import { deriveKey, encryptionKeys } from "#platform/keys.ts";
import { log } from "#platform/log.ts";
import { createReadiness, type Readiness } from "#transports/http/readiness.ts";
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
    // PostgreSQL starts in processes of its own while this one loads and prepares the rest.
    const stores = openStores((step) => readiness.done(step)).then(stopping.add);
    const front = await whileOpening(stores, async () => {
      await serveManagement(readiness, stopping);
      return await loadFront(readiness);
    });
    const { closeQueue, openQueue, prepareQueue } = await import("#db/queue.ts");
    prepareQueue({ work: true });
    stopping.add(() => closeQueue());
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
    await Promise.all([front.loadRest(), grpc.loadServices()]);
    await workInBackground(() => openQueue({ work: true }));
  });
}

/** Both, or the failure of either once nothing is being opened any more: what is open can be closed. */
async function whileOpening<T>(stores: Promise<void>, work: () => Promise<T>): Promise<T> {
  const [opened, done] = await Promise.allSettled([stores, work()]);
  if (done.status === "rejected") throw done.reason;
  if (opened.status === "rejected") throw opened.reason;
  return done.value;
}

async function serveManagement(readiness: Readiness, stopping: Stopping): Promise<void> {
  const { createManagementServer } = await import("#transports/http/management.ts");
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
  const { missingNow } = await import("#transports/http/management.ts");
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

/** What nobody waits for: the claims in memory, the jobs. */
async function workInBackground(openJobs: () => Promise<PgBoss>): Promise<void> {
  const { startClaimIndex } = await import("#domain/routing/claim-index.ts");
  startClaimIndex();
  const { startJobs } = await import("#transports/jobs/start.ts");
  await startJobs(await openJobs());
}
