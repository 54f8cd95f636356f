import { randomUUID } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { channelIsLive, closeChannel, notifyOnCommit, openChannel } from "./channel.ts";
import { database } from "./client.ts";
import { liveCache } from "./live-cache.ts";
import { withOwnDatabase } from "./test-connection.ts";

withOwnDatabase();

type Value = { text: string; tags: string[] };

function newCache(options: { max?: number; ttlSeconds?: number } = {}) {
  const loads: string[] = [];
  const cache = liveCache<Value>({
    max: 100,
    ttlSeconds: 60,
    keyPrefix: "domain:",
    tags: (_, value) => value.tags,
    ...options,
  });
  const get = (key: string, tags: string[] = []) =>
    cache.get(key, async () => {
      loads.push(key);
      return { text: `${key} ${loads.length}`, tags };
    });
  return { cache, get, loads };
}

/** A change that another process commits: this one hears of it by NOTIFY alone. */
async function commitElsewhere(tag: `domain:${string}` | `tenant:${string}`) {
  await database().transaction((tx) => notifyOnCommit(tx, [tag]));
}

describe("while the channel delivers", () => {
  test("a value is loaded once, and each key has its own", async () => {
    await vi.waitUntil(channelIsLive);
    const { get, loads } = newCache();
    expect(await get("a")).toBe(await get("a"));
    await get("b");
    expect(loads).toEqual(["a", "b"]);
  });

  test("a committed change drops what carries its tag within a second, and nothing else", async () => {
    await vi.waitUntil(channelIsLive);
    const { get, loads } = newCache();
    await get("a.example", ["tenant:1", "domain:example"]);
    await get("b.example", ["tenant:2", "domain:example"]);
    await commitElsewhere("tenant:1");
    const reloaded = async () => {
      await get("a.example", ["tenant:1", "domain:example"]);
      return loads.length === 3;
    };
    await vi.waitUntil(reloaded, { timeout: 1_000, interval: 5 });
    await get("b.example");
    expect(loads).toEqual(["a.example", "b.example", "a.example"]);
  });

  test("the key's own tag drops it without being stored", async () => {
    await vi.waitUntil(channelIsLive);
    const { get, loads } = newCache();
    await get("a.example");
    await commitElsewhere("domain:a.example");
    const reloaded = async () => {
      await get("a.example");
      return loads.length === 2;
    };
    await vi.waitUntil(reloaded, { timeout: 1_000, interval: 5 });
  });

  test("a load that a change overtook is answered, and not kept", async () => {
    await vi.waitUntil(channelIsLive);
    const { cache } = newCache();
    const tag = `tenant:${randomUUID()}` as const;
    const { cache: witness } = newCache();
    await witness.get("w", async () => ({ text: "", tags: [tag] }));
    const stale = { text: "stale", tags: [] };
    const answered = await cache.get("a", async () => {
      await commitElsewhere(tag);
      const dropped = async () =>
        (await witness.get("w", async () => ({ text: "heard", tags: [] }))).text === "heard";
      await vi.waitUntil(dropped, { timeout: 1_000, interval: 5 });
      return stale;
    });
    expect(answered).toBe(stale);
    const fresh = { text: "fresh", tags: [] };
    expect(await cache.get("a", async () => fresh)).toBe(fresh);
  });

  test("nothing is kept longer than its time", async () => {
    await vi.waitUntil(channelIsLive);
    const { get, loads } = newCache({ ttlSeconds: 0.05 });
    await get("a");
    await vi.waitUntil(async () => {
      await get("a");
      return loads.length === 2;
    });
  });

  test("no more is kept than there is room for: the oldest leaves first", async () => {
    await vi.waitUntil(channelIsLive);
    const { get, loads } = newCache({ max: 2 });
    for (const key of ["a", "b", "c", "c", "b", "a"]) await get(key);
    expect(loads).toEqual(["a", "b", "c", "a"]);
  });

  test("a load that fails is not kept", async () => {
    await vi.waitUntil(channelIsLive);
    const { cache, get } = newCache();
    await expect(cache.get("a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    expect((await get("a")).text).toBe("a 1");
  });
});

describe("while the channel is not known to deliver", () => {
  test("every read goes to the database, and what was kept before is not trusted again", async () => {
    await vi.waitUntil(channelIsLive);
    const { get, loads } = newCache();
    await get("a");
    await closeChannel();
    await get("a");
    await get("a");
    expect(loads).toHaveLength(3);
    await openChannel();
    await vi.waitUntil(channelIsLive);
    await get("a");
    expect(loads).toHaveLength(4);
    await get("a");
    expect(loads).toHaveLength(4);
  });
});
