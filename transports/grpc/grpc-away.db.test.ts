import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { cuttableWay } from "#db/test-way.ts";
import { newServiceToken } from "#domain/credentials/token.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { SsoClientService } from "#proto/generated/gatehouse/v1/sso_clients_pb.js";
import { RetryInfoSchema } from "#proto/generated/google/rpc/error_details_pb.js";
import {
  Health,
  HealthCheckResponse_ServingStatus as Status,
} from "#proto/generated/grpc/health/v1/health_pb.js";
import { transportTo, withGrpc } from "./test-grpc.ts";

const way = cuttableWay(() => inject("databaseUrl"));
const grpc = withGrpc();
beforeAll(async () => {
  await way.open();
  await openDatabase({ url: way.url(), maxConnections: 2 });
});
afterAll(async () => {
  await closeDatabase(1);
  await way.cut();
});

const ask = () => {
  // One that no other call has asked for: an answer from memory would not miss the database.
  const token = newServiceToken(PLATFORM_TENANT_ID).reveal();
  const client = createClient(SsoClientService, transportTo(grpc, token));
  return client.listSsoClients({}).catch((error: unknown) => ConnectError.from(error));
};

test("without a database a call is unavailable, says when to try again, and recovers by itself", async () => {
  await way.cut();
  const failure = await ask();
  if (!(failure instanceof ConnectError)) throw new Error("It was answered");
  expect(failure.code).toBe(Code.Unavailable);
  expect(failure.findDetails(RetryInfoSchema)[0]?.retryDelay?.seconds).toBe(2n);
  await way.open();
  expect(await ask()).toMatchObject({ code: Code.Unauthenticated });
});

test("a drain answers what is under way, tells watchers, and takes nothing more", async () => {
  const health = createClient(Health, transportTo(grpc));
  const seen: Status[] = [];
  const watching = (async () => {
    for await (const { status } of health.watch({})) seen.push(status);
  })();
  while (seen.length === 0) await sleep(10);
  const underWay = ask();
  expect(await grpc.drain(5_000)).toBe(true);
  expect(await underWay).toMatchObject({ code: Code.Unauthenticated });
  await watching;
  expect(seen).toEqual([Status.SERVING, Status.NOT_SERVING]);
  await expect(health.check({})).rejects.toMatchObject({ code: Code.Unavailable });
});
