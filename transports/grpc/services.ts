import { connectNodeAdapter } from "@connectrpc/connect-node";
import { callRules } from "./call-rules.ts";
import { contextValuesOf } from "./caller.ts";
import { addHealthService } from "./health.ts";
import { addReflection } from "./reflection.ts";
import { addSsoClientService } from "./sso-clients.ts";

const MAX_MESSAGE_BYTES = 1_048_576;

/**
 * Every service of the gRPC door, as a handler of node:http2.
 * In: whether this process can answer, and what ends when the process does.
 */
export function grpcServices(server: {
  isServing: () => Promise<boolean>;
  ending: AbortSignal;
}): ReturnType<typeof connectNodeAdapter> {
  return connectNodeAdapter({
    routes: (router) => {
      addSsoClientService(router);
      addHealthService(router, server);
      addReflection(router);
    },
    interceptors: [callRules],
    contextValues: contextValuesOf,
    readMaxBytes: MAX_MESSAGE_BYTES,
    writeMaxBytes: 16 * MAX_MESSAGE_BYTES,
  });
}
