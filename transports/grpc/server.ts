import {
  constants,
  createServer,
  type Http2Server,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "#platform/log.ts";
import type { grpcServices } from "./services.ts";

/** A stream on which nothing moves, such as a request that never ends, is closed after this. */
const SILENT_STREAM_MS = 60_000;
const SILENT_CONNECTION_MS = 5 * 60_000;
/** How long a client has to hear why its message is refused, and stop by itself. */
const STATUS_GRACE_MS = 500;
/** The kernel resets connections that it took and we did not. */
const ACCEPTING_MS = 300;

export type GrpcServer = {
  server: Http2Server;
  /** Tells every client to go elsewhere, and waits for what is under way: whether all of it ended. */
  drain: (limitMs: number) => Promise<boolean>;
  /** Loads the services, which a start does not wait for; the first call loads them as well. */
  loadServices: () => Promise<unknown>;
};

/**
 * The gRPC door: HTTP/2 without TLS, which a proxy in front adds. In: whether this process can
 * answer, for the health service.
 */
export function createGrpcServer(isServing: () => Promise<boolean>): GrpcServer {
  const ending = new AbortController();
  const sessions = new Set<ServerHttp2Session>();
  let services: Promise<ReturnType<typeof grpcServices>> | null = null;
  const loadServices = () => {
    services ??= import("./services.ts").then((module) =>
      module.grpcServices({ isServing, ending: ending.signal }),
    );
    return services;
  };
  const server = createServer(
    { settings: { maxConcurrentStreams: 100 }, maxSessionMemory: 20 },
    async (request, response) => {
      try {
        (await loadServices())(request, response);
      } catch (error) {
        log.error({ err: error }, "the gRPC services could not be loaded");
        response.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
      }
    },
  );
  server.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
    // A client may break off as it likes: that ends its connection and nothing else.
    session.on("error", () => session.destroy());
    session.setTimeout(SILENT_CONNECTION_MS, () => session.close());
  });
  server.on("stream", (stream: ServerHttp2Stream) => {
    stream.setTimeout(SILENT_STREAM_MS, () => stream.close());
    // RFC 9113 section 8.1: whoever still sends what was refused is told to stop, not waited for.
    // The status goes out first, after the writing end has finished.
    stream.once("finish", () => {
      const stop = () => stream.close(constants.NGHTTP2_NO_ERROR);
      const timer = setTimeout(stop, STATUS_GRACE_MS).unref();
      stream.once("close", () => clearTimeout(timer));
    });
  });
  const drain = async (limitMs: number) => {
    await sleep(Math.min(ACCEPTING_MS, limitMs));
    const closed = new Promise<boolean>((resolve) => server.close(() => resolve(true)));
    ending.abort();
    for (const session of sessions) session.close();
    const inTime = await Promise.race([closed, sleep(limitMs, false, { ref: false })]);
    for (const session of sessions) session.destroy();
    return inTime;
  };
  return { server, drain, loadServices };
}
