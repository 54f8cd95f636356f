import { randomUUID } from "node:crypto";
import { connect, createServer, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  channelIsLive,
  closeChannel,
  type Invalidation,
  notifyOnCommit,
  onInvalidation,
  openChannel,
} from "./channel.ts";
import { closeDatabase, database, openDatabase } from "./client.ts";
import { liveCache } from "./live-cache.ts";
import {
  createEmptyDatabase,
  dropDatabase,
  type OwnDatabase,
  withConnection,
} from "./test-connection.ts";

/** A wire to PostgreSQL that can be cut, or fall silent towards the connection that listens. */
async function openWire(target: URL) {
  const pairs = new Set<[Socket, Socket]>();
  let cut = false;
  let listening: Socket | null = null;
  let deaf = false;
  const server = createServer((client) => {
    if (cut) return void client.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    client.on("data", (bytes) => {
      if (bytes.includes("listen ")) listening = client;
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (!(deaf && client === listening)) client.write(bytes);
    });
    for (const socket of pair) {
      socket.on("error", () => {});
      socket.on("close", () => {
        pairs.delete(pair);
        for (const end of pair) end.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: Object.assign(new URL(target), { port: String(port) }).href,
    cut: () => {
      cut = true;
      for (const [client] of pairs) client.destroy();
    },
    mend: () => {
      cut = false;
    },
    deafen: () => {
      deaf = true;
    },
    close: () => {
      for (const [client] of pairs) client.destroy();
      server.close();
    },
  };
}

let own: OwnDatabase;
let wire: Awaited<ReturnType<typeof openWire>>;
const heard: string[] = [];
onInvalidation((tags) => heard.push(...(tags === "everything" ? ["everything"] : tags)));

beforeAll(async () => {
  own = await createEmptyDatabase();
});
afterAll(() => dropDatabase(own.ownerUrl));

beforeEach(async () => {
  // The heartbeat goes by these; sockets and waiting do not.
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
  wire = await openWire(new URL(own.appUrl));
  await openDatabase({ url: wire.url, maxConnections: 2 });
  await openChannel();
  await vi.waitUntil(channelIsLive);
  heard.length = 0;
});
afterEach(async () => {
  wire.mend();
  await closeChannel();
  await closeDatabase();
  wire.close();
  vi.useRealTimers();
});

const tell = (...tags: Invalidation[]) => database().transaction((tx) => notifyOnCommit(tx, tags));

const heardOf = (tag: string) => vi.waitUntil(() => heard.includes(tag), { timeout: 1_000 });

const newTag = () => `tenant:${randomUUID()}` as const;

describe("a change", () => {
  test("reaches every process within a second of its commit", async () => {
    const [one, two] = [newTag(), newTag()];
    await tell(one, two, one);
    await heardOf(two);
    expect(heard).toEqual([one, two]);
  });

  test("that is not committed, or rolls back, reaches none", async () => {
    const [undone, done] = [newTag(), newTag()];
    const rolledBack = database().transaction(async (tx) => {
      await notifyOnCommit(tx, [undone]);
      throw new Error("undone");
    });
    await expect(rolledBack).rejects.toThrow("undone");
    await tell(done);
    await heardOf(done);
    expect(heard).not.toContain(undone);
  });

  test("with more tags than a notification carries drops everything", async () => {
    await tell(...Array.from({ length: 500 }, newTag));
    await heardOf("everything");
  });

  test("that nobody can read drops everything", async () => {
    await database().execute(sql`select pg_notify('gatehouse_invalidations', 'not json')`);
    await heardOf("everything");
  });

  test("of another program in the same database reaches us as well", async () => {
    const tag = newTag();
    await withConnection(own.appUrl, async (other) => {
      await other.notify("gatehouse_invalidations", JSON.stringify([tag]));
    });
    await heardOf(tag);
  });
});

/** Whether a read goes to the database, for a value that a live channel would have kept. */
function newProbe() {
  let loads = 0;
  const cache = liveCache<number>({ max: 10, ttlSeconds: 60, tags: () => [] });
  return async () => {
    const before = loads;
    await cache.get("key", async () => ++loads);
    return loads > before;
  };
}

describe("a channel", () => {
  test("that is cut is noticed at the next heartbeat, and caches read through", async () => {
    const readsThrough = newProbe();
    await readsThrough();
    expect(await readsThrough()).toBe(false);
    wire.cut();
    await vi.advanceTimersByTimeAsync(5_000);
    await vi.waitUntil(() => !channelIsLive(), { timeout: 2_000 });
    expect(heard).toContain("everything");
    expect(await readsThrough()).toBe(true);
    expect(await readsThrough()).toBe(true);
  });

  test("that comes back delivers again, and nothing from before the gap is trusted", async () => {
    const readsThrough = newProbe();
    await readsThrough();
    wire.cut();
    await vi.advanceTimersByTimeAsync(5_000);
    await vi.waitUntil(() => !channelIsLive(), { timeout: 2_000 });
    wire.mend();
    const revived = async () => {
      await vi.advanceTimersByTimeAsync(5_000);
      return channelIsLive();
    };
    await vi.waitUntil(revived, { timeout: 8_000, interval: 100 });
    expect(await readsThrough()).toBe(true);
    expect(await readsThrough()).toBe(false);
    const tag = newTag();
    await tell(tag);
    await heardOf(tag);
  });

  test("that falls silent while all else works is given up after three heartbeats", async () => {
    const readsThrough = newProbe();
    await readsThrough();
    wire.deafen();
    await vi.advanceTimersByTimeAsync(15_000);
    await vi.waitUntil(() => !channelIsLive(), { timeout: 2_000 });
    expect(await database().execute(sql`select 1 as one`)).toHaveLength(1);
    expect(await readsThrough()).toBe(true);
    expect(await readsThrough()).toBe(true);
  });

  test("that is closed leaves the caches off", async () => {
    await closeChannel();
    expect(channelIsLive()).toBe(false);
    const readsThrough = newProbe();
    await readsThrough();
    expect(await readsThrough()).toBe(true);
  });
});
