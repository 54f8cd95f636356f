import { createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { registry } from "./metrics.ts";
import { closeRateLimits, rateLimit } from "./rate-limit.ts";
import { startProcessWith } from "./test-process.ts";

beforeEach(() => startProcessWith());
afterEach(() => vi.useRealTimers());

test("a key has its points, then waits; another key and another limit do not", async () => {
  const limit = rateLimit("a", { points: 3, durationSeconds: 60 });
  for (let i = 0; i < 3; i += 1) {
    expect(await limit.take("k")).toEqual({ allowed: true, retryAfterSeconds: 0 });
  }
  const refused = await limit.take("k");
  expect(refused.allowed).toBe(false);
  expect(refused.retryAfterSeconds).toBeGreaterThan(55);
  expect(refused.retryAfterSeconds).toBeLessThanOrEqual(60);
  expect((await limit.take("other")).allowed).toBe(true);
  expect((await rateLimit("b", { points: 1, durationSeconds: 60 }).take("k")).allowed).toBe(true);
  expect(await registry.metrics()).toContain('gatehouse_rate_limited_total{limit="a"} 1');
});

test("the same name is the same limit, wherever it is asked for", async () => {
  const limit = { points: 1, durationSeconds: 60 };
  await rateLimit("a", limit).take("k");
  expect((await rateLimit("a", limit).take("k")).allowed).toBe(false);
});

test("after the duration the points are back", async () => {
  vi.useFakeTimers();
  const limit = rateLimit("a", { points: 1, durationSeconds: 60 });
  await limit.take("k");
  vi.advanceTimersByTime(59_000);
  expect((await limit.take("k")).allowed).toBe(false);
  vi.advanceTimersByTime(1001);
  expect((await limit.take("k")).allowed).toBe(true);
});

test("of a hundred takes at once exactly the points are allowed", async () => {
  const limit = rateLimit("a", { points: 7, durationSeconds: 60 });
  const all = await Promise.all(Array.from({ length: 100 }, () => limit.take("k")));
  expect(all.filter(({ allowed }) => allowed)).toHaveLength(7);
});

async function listen(onConnection: (socket: Socket) => void) {
  const server: Server = createServer(onConnection);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { server, port: typeof address === "object" && address ? address.port : 0 };
}

test("without a Redis at REDIS_URL this process counts for itself", async () => {
  startProcessWith({ REDIS_URL: "redis://127.0.0.1:1" });
  const limit = rateLimit("a", { points: 1, durationSeconds: 60 });
  expect((await limit.take("k")).allowed).toBe(true);
  expect((await limit.take("k")).allowed).toBe(false);
  await closeRateLimits();
});

/** As much of Redis as a rate limit needs; `answers` switches it to silence. */
async function startRedis() {
  const state = { answers: true, seen: "" };
  const counts = new Map<string, number>();
  const sockets: Socket[] = [];
  const { server, port } = await listen((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    socket.on("data", (data) => {
      state.seen += data.toString();
      if (!state.answers) return;
      for (const command of data.toString().split(/\r\n(?=\*\d)/)) {
        const key = /EVAL[\s\S]*\r\n(gatehouse:\S+)/.exec(command)?.[1];
        const count = (counts.get(key ?? "") ?? 0) + 1;
        if (key) counts.set(key, count);
        socket.write(key ? `*2\r\n:${count}\r\n:42000\r\n` : "+OK\r\n");
      }
    });
  });
  const stop = async () => {
    await closeRateLimits();
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { state, url: `redis://127.0.0.1:${port}`, stop };
}

/** A limit whose process has connected to Redis. */
async function connectedLimit(redis: Awaited<ReturnType<typeof startRedis>>, points: number) {
  startProcessWith({ REDIS_URL: redis.url });
  const before = redis.state.seen.length;
  const limit = rateLimit("a", { points, durationSeconds: 60 });
  await limit.take("warm");
  await vi.waitFor(() => expect(redis.state.seen.slice(before)).toMatch(/CLIENT/i));
  await new Promise((resolve) => setTimeout(resolve, 1100));
  return limit;
}

test("with Redis the count is one for all processes, and addresses are not in it", async () => {
  const redis = await startRedis();
  const one = await connectedLimit(redis, 2);
  expect((await one.take("198.51.100.7")).allowed).toBe(true);
  await closeRateLimits();
  const two = await connectedLimit(redis, 2);
  expect((await two.take("198.51.100.7")).allowed).toBe(true);
  expect(await two.take("198.51.100.7")).toEqual({ allowed: false, retryAfterSeconds: 42 });
  expect(redis.state.seen).not.toContain("198.51.100.7");
  await redis.stop();
});

test("a Redis that stops answering costs a moment, and this process counts", async () => {
  const redis = await startRedis();
  const limit = await connectedLimit(redis, 1);
  redis.state.answers = false;
  const started = performance.now();
  expect((await limit.take("k")).allowed).toBe(true);
  for (let i = 0; i < 8; i += 1) expect((await limit.take("k")).allowed).toBe(false);
  expect(performance.now() - started).toBeLessThan(1500);
  expect(redis.state.seen).toContain("EVAL");
  await redis.stop();
});
