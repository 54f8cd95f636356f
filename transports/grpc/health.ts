import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { SsoClientService } from "#proto/generated/gatehouse/v1/sso_clients_pb.js";
import {
  Health,
  HealthCheckResponse_ServingStatus as Status,
} from "#proto/generated/grpc/health/v1/health_pb.js";

const WATCH_EVERY_MS = 1_000;
/** The empty name stands for the server as a whole. */
const services = new Set(["", SsoClientService.typeName]);

/**
 * The health protocol of gRPC. In: whether this process can answer, which is what its readiness
 * says; and what ends, when the process does.
 */
export function addHealthService(
  router: ConnectRouter,
  { isServing, ending }: { isServing: () => Promise<boolean>; ending: AbortSignal },
): void {
  const statusOf = async (service: string) => {
    if (!services.has(service)) return Status.SERVICE_UNKNOWN;
    return !ending.aborted && (await isServing()) ? Status.SERVING : Status.NOT_SERVING;
  };
  router.service(Health, {
    check: async ({ service }) => {
      const status = await statusOf(service);
      if (status === Status.SERVICE_UNKNOWN) {
        throw new ConnectError("There is no such service here.", Code.NotFound);
      }
      return { status };
    },
    watch: async function* ({ service }, call) {
      let told: Status | null = null;
      const ended = AbortSignal.any([call.signal, ending]);
      while (!ended.aborted) {
        const status = await statusOf(service);
        if (status !== told) yield { status };
        told = status;
        await sleep(WATCH_EVERY_MS, undefined, { signal: ended }).catch(() => {});
      }
      // Whoever watched a service that ends is told so.
      if (ending.aborted && told === Status.SERVING) yield { status: Status.NOT_SERVING };
    },
  });
}
