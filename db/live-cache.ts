import { channelIsLive, onInvalidation } from "./channel.ts";

type Entry<V> = { value: V; tags: readonly string[]; storedAt: number };

export type LiveCache<V> = {
  /** The cached value, or what `load` answers, which is then kept under its own tags. */
  get(key: string, load: () => Promise<V>): Promise<V>;
};

/**
 * A bounded cache that a committed change empties by tag, on every process, through NOTIFY. While
 * that channel is not known to deliver, every read goes to the database.
 * In: `max` entries (the oldest leave first), `ttlSeconds` at most, `tags` of a value; with
 * `keyPrefix`, a tag of that prefix and a key stands for that entry, without being stored.
 */
export function liveCache<V>(options: {
  max: number;
  ttlSeconds: number;
  keyPrefix?: string;
  tags: (key: string, value: V) => readonly string[];
}): LiveCache<V> {
  const entries = new Map<string, Entry<V>>();
  const keysByTag = new Map<string, Set<string>>();
  /** Counts invalidations, so that a load which one overtook is not kept. */
  let generation = 0;

  const forget = (key: string) => {
    const entry = entries.get(key);
    if (!entry) return;
    entries.delete(key);
    for (const tag of entry.tags) {
      const keys = keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) keysByTag.delete(tag);
    }
  };
  const keep = (key: string, value: V) => {
    forget(key);
    const oldest = entries.size >= options.max ? entries.keys().next() : undefined;
    if (oldest && !oldest.done) forget(oldest.value);
    const tags = options.tags(key, value);
    entries.set(key, { value, tags, storedAt: Date.now() });
    for (const tag of tags) {
      const keys = keysByTag.get(tag) ?? new Set<string>();
      keysByTag.set(tag, keys.add(key));
    }
  };

  onInvalidation((tags) => {
    generation += 1;
    if (tags === "everything") {
      entries.clear();
      keysByTag.clear();
      return;
    }
    for (const tag of tags) {
      for (const key of [...(keysByTag.get(tag) ?? [])]) forget(key);
      if (options.keyPrefix && tag.startsWith(options.keyPrefix)) {
        forget(tag.slice(options.keyPrefix.length));
      }
    }
  });

  return {
    async get(key, load) {
      const entry = entries.get(key);
      if (entry && channelIsLive() && Date.now() - entry.storedAt < options.ttlSeconds * 1000) {
        return entry.value;
      }
      const before = generation;
      const value = await load();
      if (channelIsLive() && before === generation) keep(key, value);
      return value;
    },
  };
}
