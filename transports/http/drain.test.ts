import { once } from "node:events";
import { Agent, createServer, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { drainable } from "./drain.ts";
import { listenOn, send } from "./test-front.ts";

async function startDrainable(answer: (response: ServerResponse) => void) {
  const server = createServer({ keepAliveTimeout: 60_000 }, (_, response) => answer(response));
  const drain = drainable(server);
  return { drain, port: await listenOn(server) };
}

test("a request under way is answered before the drain ends", async () => {
  const answering = Promise.withResolvers<ServerResponse>();
  const { drain, port } = await startDrainable(answering.resolve);
  const asked = send({ port, path: "/" });
  const response = await answering.promise;
  const drained = drain(10_000);
  await sleep(100);
  response.end("whole");
  expect(await asked).toMatchObject({
    status: 200,
    body: "whole",
    headers: { connection: "close" },
  });
  expect(await drained).toBe(true);
});

test("new connections are refused, and an open one is told to close", async () => {
  const { drain, port } = await startDrainable((response) => response.end("x"));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  expect((await send({ port, path: "/", agent })).headers["connection"]).toBe("keep-alive");
  const drained = drain(10_000);
  // It accepts for a moment longer, for those who have not heard of it yet.
  await sleep(400);
  expect((await send({ port, path: "/", agent })).headers["connection"]).toBe("close");
  const [refusal] = await once(connect(port, "127.0.0.1"), "error");
  expect(refusal).toMatchObject({ code: "ECONNREFUSED" });
  expect(await drained).toBe(true);
  agent.destroy();
});

test("an idle connection does not hold the drain up", async () => {
  const { drain, port } = await startDrainable((response) => response.end("x"));
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const startedAt = Date.now();
  const ended = once(socket, "close");
  expect(await drain(10_000)).toBe(true);
  await ended;
  expect(Date.now() - startedAt).toBeLessThan(5_000);
});

test("a connection that waits to be accepted when the drain begins is answered", async () => {
  const { drain, port } = await startDrainable((response) => response.end("x"));
  const waiting = Array.from({ length: 50 }, () => send({ port, path: "/" }));
  const drained = drain(10_000);
  const answers = await Promise.all(waiting);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(await drained).toBe(true);
});

test("a request that never ends is cut at the limit", async () => {
  const { drain, port } = await startDrainable(() => {});
  const asked = send({ port, path: "/" }).catch((error: unknown) => error);
  await sleep(50);
  expect(await drain(300)).toBe(false);
  expect(await asked).toMatchObject({ code: "ECONNRESET" });
});

test("of many clients that keep asking during a drain none sees a reset connection", async () => {
  const { drain, port } = await startDrainable((response) => {
    setTimeout(() => response.end("x"), 2);
  });
  const outcomes: string[] = [];
  const client = async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let refused = false; !refused; ) {
      const outcome = await send({ port, path: "/", agent }).then(
        ({ status }) => String(status),
        (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "?"),
      );
      outcomes.push(outcome);
      refused = outcome !== "200";
    }
    agent.destroy();
  };
  const clients = Array.from({ length: 20 }, client);
  await sleep(200);
  expect(await drain(10_000)).toBe(true);
  await Promise.all(clients);
  expect(new Set(outcomes)).toEqual(new Set(["200", "ECONNREFUSED"]));
});
