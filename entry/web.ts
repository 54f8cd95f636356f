import { fileURLToPath } from "node:url";
import { closeQueue, openQueue } from "#db/queue.ts";
import { env } from "#platform/env.ts";
import { deriveKey, encryptionKeys } from "#platform/keys.ts";
import { log } from "#platform/log.ts";
import { apiHandler, createApi, isApi } from "#transports/http/app.ts";
import { handleDiscover } from "#transports/http/discover.ts";
import { drainable } from "#transports/http/drain.ts";
import { createFrontServer } from "#transports/http/front-server.ts";
import { createManagementServer } from "#transports/http/management.ts";
import { logConsole } from "#transports/http/next-console.ts";
import { preparePages } from "#transports/http/pages.ts";
import { createReadiness } from "#transports/http/readiness.ts";
import { handleResolve } from "#transports/http/resolve.ts";
import { startJobs } from "#transports/jobs/start.ts";
import { announce } from "./announce.ts";
import { listen } from "./listen.ts";
import { runProgram } from "./program.ts";
import { openStores } from "./stores.ts";

const DRAIN_MS = 25_000;
const folder = fileURLToPath(new URL("..", import.meta.url));

await runProgram(async (stopping) => {
  logConsole();
  const readiness = createReadiness();
  // Reading the environment and the keys first: a bad one ends the start before anything runs.
  encryptionKeys();
  deriveKey("start");
  const management = createManagementServer(readiness);
  await listen(management, {
    host: env.HOST,
    port: env.MANAGEMENT_PORT,
    variable: "MANAGEMENT_PORT",
  });
  stopping.add(async () => {
    management.close();
    management.closeAllConnections();
  });

  const [pages] = await Promise.all([
    preparePages(folder).then((handler) => {
      readiness.done("pages");
      return handler;
    }),
    openStores((step) => readiness.done(step)).then((close) => stopping.add(close)),
  ]);
  const queue = await openQueue({ work: true });
  stopping.add(() => closeQueue());
  await startJobs(queue);
  readiness.done("jobs");

  const server = createFrontServer({
    direct: new Map([
      ["/api/auth/msp/sso/discover", handleDiscover],
      ["/api/auth/msp/sso/resolve", handleResolve],
    ]),
    api: apiHandler(createApi()),
    isApi,
    pages,
  });
  const drain = drainable(server);
  await listen(server, { host: env.HOST, port: env.PORT, variable: "PORT" });
  stopping.add(async () => {
    readiness.drain();
    if (!(await drain(DRAIN_MS))) log.warn("connections were cut after 25 seconds");
  });
  readiness.done("listener");
  await announce();
});
