import { connect } from "node:net";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { withOwnDatabase } from "#db/test-connection.ts";
import { createPlatformCredential } from "#domain/credentials/create-platform.ts";
import { asOperator, newTenant } from "#domain/testing/contexts.ts";
import {
  SsoClientService,
  UpdateSsoClientRequestSchema,
} from "#proto/generated/gatehouse/v1/sso_clients_pb.js";
import {
  BadRequestSchema,
  RequestInfoSchema,
} from "#proto/generated/google/rpc/error_details_pb.js";
import {
  Health,
  HealthCheckResponse_ServingStatus as Status,
} from "#proto/generated/grpc/health/v1/health_pb.js";
import { ServerReflection } from "#proto/generated/grpc/reflection/v1/reflection_pb.js";
import { ServerReflection as OlderServerReflection } from "#proto/generated/grpc/reflection/v1alpha/reflection_pb.js";
import { sendRaw, transportTo, withGrpc } from "./test-grpc.ts";

withOwnDatabase();
const grpc = withGrpc();
let token = "";
let tenant = "";
beforeAll(async () => {
  token = (await createPlatformCredential(asOperator(), {})).secret.reveal();
  tenant = (await newTenant()).slug;
});

const registry = () => createClient(SsoClientService, transportTo(grpc, token));
const redirectUris = ["https://app.example/callback"];
const CREATE = "/gatehouse.v1.SsoClientService/CreateSsoClient";

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error("It was answered");
    },
    (error: unknown) => ConnectError.from(error),
  );

test("a client from creation to removal", async () => {
  const client = registry();
  const made = await client.createSsoClient({ tenant, name: "Wiki", redirectUris });
  expect(made.clientSecret).toMatch(/^[\w-]{43}$/);
  expect(made.ssoClient).toMatchObject({
    name: "Wiki",
    redirectUris,
    grantTypes: ["authorization_code", "refresh_token"],
    version: expect.any(String),
  });
  const version = made.ssoClient?.version ?? "";
  const clientId = made.ssoClient?.clientId ?? "";
  const listed = await client.listSsoClients({ tenant, search: clientId });
  expect(listed).toMatchObject({
    ssoClients: [{ ...made.ssoClient, version: "" }],
    nextCursor: "",
  });
  const changed = await client.updateSsoClient({
    tenant,
    clientId,
    version,
    enabled: false,
    tags: { values: ["ops"] },
    backchannelLogoutUri: "https://app.example/logout",
    jwks: { keys: [{ kty: "EC", crv: "P-256", x: "eA", y: "eQ" }] },
  });
  expect(changed.ssoClient).toMatchObject({
    enabled: false,
    tags: ["ops"],
    redirectUris,
    jwks: { keys: [{ kty: "EC" }] },
  });
  const emptied = await client.updateSsoClient({
    tenant,
    clientId,
    backchannelLogoutUri: "",
    tags: { values: [] },
    jwks: {},
  });
  expect(emptied.ssoClient?.tags).toEqual([]);
  expect(emptied.ssoClient?.backchannelLogoutUri).toBeUndefined();
  expect(emptied.ssoClient?.jwks).toBeUndefined();
  const late = await failureOf(
    client.updateSsoClient({ tenant, clientId, version, enabled: true }),
  );
  expect(late.code).toBe(Code.Aborted);
  await client.deleteSsoClient({ tenant, clientId });
  expect((await failureOf(client.getSsoClient({ tenant, clientId }))).code).toBe(Code.NotFound);
});

test("pages hold every client once, and a filter of false is one", async () => {
  const { slug } = await newTenant();
  for (const name of ["c", "a", "b"]) {
    await registry().createSsoClient({ tenant: slug, name, redirectUris, enabled: name !== "b" });
  }
  const names: string[] = [];
  for (let cursor = "", first = true; first || cursor !== ""; first = false) {
    const page = await registry().listSsoClients({ tenant: slug, limit: 2, cursor });
    names.push(...page.ssoClients.map(({ name }) => name));
    cursor = page.nextCursor;
  }
  expect(names).toEqual(["a", "b", "c"]);
  const off = await registry().listSsoClients({ tenant: slug, enabled: false });
  expect(off.ssoClients.map(({ name }) => name)).toEqual(["b"]);
});

describe("what cannot be done gets the status that says why", () => {
  test("each field that is wrong is named, with the request's id", async () => {
    const wrong = [...redirectUris, "https://b.example/#x"];
    const failure = await failureOf(
      registry().createSsoClient({ tenant, name: "x", redirectUris: wrong }),
    );
    expect(failure.code).toBe(Code.InvalidArgument);
    const [violations] = failure.findDetails(BadRequestSchema);
    expect(violations?.fieldViolations).toMatchObject([
      { field: "redirectUris.1", description: expect.stringContaining("no fragment") },
    ]);
    const [request] = failure.findDetails(RequestInfoSchema);
    expect(request?.requestId).toBe(failure.metadata.get("x-request-id"));
  });

  test.each([
    ["no credential", undefined],
    ["a credential that is none", "svc_nonsense"],
    ["an unknown one", `svc_${"A".repeat(70)}`],
  ])("%s: unauthenticated, at each call", async (_, wrong) => {
    const client = createClient(SsoClientService, transportTo(grpc, wrong));
    for (const work of [
      client.listSsoClients({ tenant }),
      client.getSsoClient({ tenant, clientId: "gh_x" }),
      client.createSsoClient({ tenant, name: "x", redirectUris }),
      client.updateSsoClient({ tenant, clientId: "gh_x" }),
      client.deleteSsoClient({ tenant, clientId: "gh_x" }),
    ]) {
      expect((await failureOf(work)).code).toBe(Code.Unauthenticated);
    }
  });

  test("no such tenant: not found", async () => {
    const failure = await failureOf(registry().listSsoClients({ tenant: "no-such-tenant" }));
    expect(failure.code).toBe(Code.NotFound);
  });

  test("a deadline that passes while the call waits: deadline exceeded", async () => {
    const made = await registry().createSsoClient({ tenant, name: "Slow", redirectUris });
    const { id = "", clientId = "" } = made.ssoClient ?? {};
    await database().transaction(async (tx) => {
      await tx.execute(sql`select from sso_clients where id = ${id} for update`);
      const call = registry().updateSsoClient({ tenant, clientId }, { timeoutMs: 300 });
      expect((await failureOf(call)).code).toBe(Code.DeadlineExceeded);
      const headers = { authorization: `Bearer ${token}`, "grpc-timeout": "200m" };
      const update = toBinary(
        UpdateSsoClientRequestSchema,
        create(UpdateSsoClientRequestSchema, { tenant, clientId }),
      );
      const path = "/gatehouse.v1.SsoClientService/UpdateSsoClient";
      expect((await sendRaw(grpc, path, frame(update), headers)).grpcStatus).toBe("4");
    });
  });
});

const frame = (message: Uint8Array, length = message.length, flags = 0) => {
  const bytes = new Uint8Array(5 + message.length);
  bytes[0] = flags;
  new DataView(bytes.buffer).setUint32(1, length);
  bytes.set(message, 5);
  return bytes;
};

describe("whatever stands on the wire", () => {
  test.each([
    ["bytes that are no message", frame(Uint8Array.of(0xff, 0xff, 0xff)), "13"],
    ["a text that is no UTF-8", frame(Uint8Array.of(0x12, 2, 0xc3, 0x28)), "13"],
    ["a frame that breaks off", frame(Uint8Array.of(1, 2), 50), "3"],
    ["nothing at all", new Uint8Array(), "12"],
    ["half a header", Uint8Array.of(0, 0), "3"],
    ["a message past a megabyte", frame(new Uint8Array(1_200_000)), "8"],
    ["a length of four gigabytes", frame(Uint8Array.of(1), 0xffffffff), "8"],
    ["a compressed message without compression", frame(Uint8Array.of(1), 1, 1), "13"],
  ])("%s: a status, and the server lives", async (_, body, status) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await sendRaw(grpc, CREATE, body, headers);
    expect(answer).toEqual({ httpStatus: 200, grpcStatus: status });
    await registry().listSsoClients({ tenant });
  });

  test("a method, a service and a content type that do not exist are refused", async () => {
    const message = frame(new Uint8Array());
    const unknown = await sendRaw(grpc, "/gatehouse.v1.SsoClientService/Nothing", message);
    expect(unknown.httpStatus).toBe(404);
    const wrongType = await sendRaw(grpc, CREATE, message, { "content-type": "text/plain" });
    expect(wrongType.httpStatus).toBe(415);
  });

  test("HTTP/1 and noise end their own connection and nothing else", async () => {
    for (const noise of [
      "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
      "\u0000\u0001\u0002",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nnoise",
    ]) {
      const { port, hostname } = new URL(grpc.url);
      await new Promise((resolve) => {
        const socket = connect(Number(port), hostname, () => socket.write(noise));
        socket.setTimeout(1_000, () => socket.destroy());
        socket.on("error", () => {});
        socket.on("close", resolve);
        socket.resume();
      });
      await registry().listSsoClients({ tenant });
    }
  });
});

describe("health", () => {
  const health = () => createClient(Health, transportTo(grpc));

  test("says what readiness says, needs no credential, and knows its services", async () => {
    expect((await health().check({})).status).toBe(Status.SERVING);
    const { typeName } = SsoClientService;
    expect((await health().check({ service: typeName })).status).toBe(Status.SERVING);
    grpc.serving = false;
    expect((await health().check({})).status).toBe(Status.NOT_SERVING);
    grpc.serving = true;
    expect((await failureOf(health().check({ service: "nothing" }))).code).toBe(Code.NotFound);
  });

  test("a watcher is told of each change", async () => {
    const seen: Status[] = [];
    for await (const { status } of health().watch({}, { timeoutMs: 15_000 })) {
      seen.push(status);
      grpc.serving = seen.length !== 1;
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([Status.SERVING, Status.NOT_SERVING, Status.SERVING]);
  });
});

describe.each([
  ["version 1", ServerReflection],
  ["v1alpha", OlderServerReflection],
])("reflection, %s", (_, service) => {
  async function ask(messageRequest: { case: string; value: unknown }) {
    const client = createClient(service, transportTo(grpc));
    const requests = async function* () {
      yield { messageRequest } as Parameters<
        typeof client.serverReflectionInfo
      >[0] extends AsyncIterable<infer R>
        ? R
        : never;
    };
    for await (const answer of client.serverReflectionInfo(requests())) return answer;
    throw new Error("No answer");
  }

  test("lists every service, and describes each with all that it needs", async () => {
    const listed = await ask({ case: "listServices", value: "" });
    const { messageResponse } = listed;
    if (messageResponse.case !== "listServicesResponse") throw new Error("No list");
    const names = messageResponse.value.service.map(({ name }) => name);
    expect(names).toEqual([
      "gatehouse.v1.SsoClientService",
      "grpc.health.v1.Health",
      "grpc.reflection.v1.ServerReflection",
      "grpc.reflection.v1alpha.ServerReflection",
    ]);
    for (const symbol of [
      ...names,
      "gatehouse.v1.SsoClient",
      "gatehouse.v1.SsoClientService.GetSsoClient",
    ]) {
      const { messageResponse: found } = await ask({ case: "fileContainingSymbol", value: symbol });
      if (found.case !== "fileDescriptorResponse") throw new Error(`${symbol}: not described`);
      const files = found.value.fileDescriptorProto.map((bytes) =>
        fromBinary(FileDescriptorProtoSchema, bytes),
      );
      const has = new Set(files.map((file) => file.name));
      for (const file of files) for (const needed of file.dependency) expect(has).toContain(needed);
    }
  });

  test("what is not there is not found", async () => {
    for (const asked of [
      { case: "fileContainingSymbol", value: "nothing" },
      { case: "fileByFilename", value: "../../etc/passwd" },
      { case: "allExtensionNumbersOfType", value: "gatehouse.v1.SsoClient" },
      { case: "fileContainingExtension", value: { containingType: "x", extensionNumber: 1 } },
    ]) {
      expect((await ask(asked)).messageResponse).toMatchObject({
        case: "errorResponse",
        value: { errorCode: Code.NotFound },
      });
    }
  });
});
