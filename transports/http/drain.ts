import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Server as TlsServer } from "node:tls";

/** The kernel resets connections that it took and we did not: they are accepted before we close. */
const QUIET_MS = 300;
const LONGEST_ACCEPTING_MS = 3_000;
/** How long an idle connection may still bring one request, which is answered, instead of a reset. */
const IDLE_GRACE_MS = 1_000;
const SWEEP_MS = 50;

/**
 * Watches `server` from the start, so that it can be drained without resetting a connection. Out: a
 * function that accepts what waits already and nothing more, answers what is under way or still
 * comes in on open connections with `Connection: close`, and resolves when the last connection
 * ended, after `limitMs` at most: whether all ended by themselves.
 */
export function drainable(server: Server): (limitMs: number) => Promise<boolean> {
  const underWay = new Map<Socket, Set<ServerResponse>>();
  let draining = false;
  let acceptedAt = 0;
  // Under TLS a request names the encrypted socket, and not the one below it.
  const event = server instanceof TlsServer ? "secureConnection" : "connection";
  server.on(event, (socket: Socket) => {
    acceptedAt = Date.now();
    underWay.set(socket, new Set());
    socket.once("close", () => underWay.delete(socket));
  });
  server.prependListener("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    if (draining) response.setHeader("Connection", "close");
    underWay.get(socket)?.add(response);
    response.once("close", () => underWay.get(socket)?.delete(response));
  });

  const announce = () => {
    draining = true;
    for (const responses of underWay.values()) {
      for (const response of responses) {
        if (!response.headersSent) response.setHeader("Connection", "close");
      }
    }
  };
  // Node's own closeIdleConnections() leaves those alone that never brought a request, as browsers
  // open them in advance.
  const closeIdle = () => {
    for (const [socket, responses] of underWay) if (responses.size === 0) socket.destroySoon();
  };

  return async (limitMs) => {
    const deadline = Date.now() + limitMs;
    const acceptUntil = Date.now() + Math.min(LONGEST_ACCEPTING_MS, limitMs);
    do await sleep(QUIET_MS);
    while (Date.now() - acceptedAt < QUIET_MS && Date.now() < acceptUntil);
    announce();
    // http's own close() also ends idle connections at once, on which a request may be arriving.
    const closed = new Promise<boolean>((resolve) => {
      NetServer.prototype.close.call(server, () => resolve(true));
    });
    const sweep = async () => {
      await sleep(Math.min(IDLE_GRACE_MS, limitMs));
      while (Date.now() < deadline && underWay.size > 0) {
        closeIdle();
        await sleep(SWEEP_MS);
      }
      const isDone = underWay.size === 0;
      server.closeAllConnections();
      return isDone;
    };
    return await Promise.race([closed, sweep()]);
  };
}
