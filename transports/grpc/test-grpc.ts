import { once } from "node:events";
import { connect } from "node:http2";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { afterAll, beforeAll } from "vitest";
import { createGrpcServer } from "./server.ts";

export type TestGrpc = {
  url: string;
  serving: boolean;
  drain: (limitMs: number) => Promise<boolean>;
};

/** For tests: the gRPC door on a port of its own, and whether its process would say that it serves. */
export function withGrpc(): TestGrpc {
  const { server, drain } = createGrpcServer(async () => grpc.serving);
  const grpc: TestGrpc = { url: "", serving: true, drain };
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    grpc.url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  });
  afterAll(async () => {
    if (server.listening) await drain(1_000);
  });
  return grpc;
}

/** A client's transport, with `token` as its credential. */
export function transportTo(grpc: TestGrpc, token?: string) {
  return createGrpcTransport({
    baseUrl: grpc.url,
    interceptors: [
      (next) => (request) => {
        if (token !== undefined) request.header.set("authorization", `Bearer ${token}`);
        return next(request);
      },
    ],
  });
}

/** What a call of raw bytes is answered, as any program on the network may send it. */
export async function sendRaw(
  grpc: TestGrpc,
  path: string,
  body: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ httpStatus: number; grpcStatus: string | undefined }> {
  const session = connect(grpc.url);
  const stream = session.request({
    ":method": "POST",
    ":path": path,
    "content-type": "application/grpc",
    te: "trailers",
    ...headers,
  });
  const seen: Record<string, unknown> = {};
  stream.on("response", (head) => Object.assign(seen, head));
  stream.on("trailers", (trailers) => Object.assign(seen, trailers));
  stream.on("error", () => {});
  stream.end(body);
  stream.resume();
  await once(stream, "close");
  session.destroy();
  const grpcStatus = seen["grpc-status"];
  return {
    httpStatus: Number(seen[":status"]),
    grpcStatus: grpcStatus === undefined ? undefined : String(grpcStatus),
  };
}
