import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import {
  Health,
  HealthCheckResponse_ServingStatus as Status,
} from "#proto/generated/grpc/health/v1/health_pb.js";

const TIMEOUT_MS = 3_000;

/** Whether the gRPC server at `baseUrl` says that it serves. Throws when nobody answers. */
export async function askGrpcHealth(baseUrl: string): Promise<boolean> {
  const client = createClient(Health, createGrpcTransport({ baseUrl }));
  const { status } = await client.check({}, { timeoutMs: TIMEOUT_MS });
  return status === Status.SERVING;
}
