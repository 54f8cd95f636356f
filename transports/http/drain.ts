import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** How long an idle connection may still bring one request, which is answered, instead of a reset. */
const IDLE_GRACE_MS = 1_000;
const SWEEP_MS = 50;

/**
 * Watches `server` from the start, so that it can be drained without resetting a connection. Out: a
 * function that stops accepting, answers what is under way or still comes in on open connections
 * with `Connection: close`, and resolves when the last connection ended, after `limitMs` at most:
 * whether all ended by themselves.
 */
export function drainable(server: Server): (limitMs: number) => Promise<boolean> {
  let draining = false;
  const underWay = new Set<ServerResponse>();
  server.prependListener("request", (_: IncomingMessage, response: ServerResponse) => {
    if (draining) response.setHeader("Connection", "close");
    underWay.add(response);
    response.once("close", () => underWay.delete(response));
  });

  return async (limitMs) => {
    const startedAt = Date.now();
    draining = true;
    for (const response of underWay) {
      if (!response.headersSent) response.setHeader("Connection", "close");
    }
    // http's own close() also ends idle connections at once, on which a request may be arriving.
    const closed = new Promise<boolean>((resolve) => {
      NetServer.prototype.close.call(server, () => resolve(true));
    });
    const sweep = async () => {
      await sleep(Math.min(IDLE_GRACE_MS, limitMs));
      while (Date.now() - startedAt < limitMs) {
        server.closeIdleConnections();
        await sleep(SWEEP_MS, undefined, { ref: false });
      }
      server.closeAllConnections();
      return false;
    };
    return Promise.race([closed, sweep()]);
  };
}
