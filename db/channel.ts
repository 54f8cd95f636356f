import { sql } from "drizzle-orm";
import postgres from "postgres";
import { log } from "#platform/log.ts";
import { singleton } from "#platform/singleton.ts";
import { connection, reconnectPauseSeconds, type Tx } from "./client.ts";

/** What a committed change makes stale: every cached value that carries the tag. */
export type Invalidation =
  | `tenant:${string}`
  | `user:${string}`
  | `session:${string}`
  | `credential:${string}`
  | `domain:${string}`
  | `signing_key:${string}`
  | `sso_client:${string}`
  | `policies:${string}`;

type Listener = (tags: readonly string[] | "everything") => void;

const CHANNEL = "gatehouse_invalidations";
const HEARTBEAT_MS = 5_000;
/** NOTIFY refuses payloads of 8,000 bytes and more; past this everything is dropped instead. */
const MAX_PAYLOAD_BYTES = 7_000;

const state = singleton("invalidation-channel", () => ({
  listeners: new Set<Listener>(),
  live: false,
  stop: null as (() => Promise<void>) | null,
}));

/** True while changes of other processes are known to reach this one; caches rest on it. */
export function channelIsLive(): boolean {
  return state.live;
}

/** Calls `listener` with the tags of every committed change, until the function it returns is called. */
export function onInvalidation(listener: Listener): () => void {
  state.listeners.add(listener);
  return () => {
    state.listeners.delete(listener);
  };
}

/** Tells this process at once, so that it reads its own writes. */
export function invalidateLocally(tags: readonly string[] | "everything"): void {
  for (const listener of state.listeners) listener(tags);
}

/** Tells every process when `tx` commits, and none when it rolls back. */
export async function notifyOnCommit(tx: Tx, tags: readonly Invalidation[]): Promise<void> {
  if (tags.length === 0) return;
  const payload = JSON.stringify([...new Set(tags)]);
  const fits = Buffer.byteLength(payload) <= MAX_PAYLOAD_BYTES;
  await tx.execute(sql`select pg_notify(${CHANNEL}, ${fits ? payload : "everything"})`);
}

/**
 * Starts listening on a connection of its own and proves every five seconds that the channel still
 * delivers. Behind a transaction pooler LISTEN is not delivered: `directUrl` goes around it, and
 * without one the caches stay off.
 */
export async function openChannel(directUrl?: string): Promise<void> {
  const { url, pooled } = connection();
  const listenUrl = pooled ? directUrl : url;
  if (!listenUrl) {
    log.warn("behind a transaction pooler without DATABASE_MIGRATION_URL: caches are off");
    return;
  }
  const options = { onnotice: () => {}, connect_timeout: 10, backoff: reconnectPauseSeconds };
  const listener = postgres(listenUrl, { ...options, max: 1 });
  const probe = postgres(listenUrl, { ...options, max: 1 });
  let lastHeardAt = 0;

  const setLive = (live: boolean) => {
    if (state.live === live) return;
    state.live = live;
    // What was missed while deaf is unknown, so nothing cached may outlive the gap.
    invalidateLocally("everything");
    log[live ? "info" : "warn"]({ live }, "invalidation channel");
  };
  const receive = (payload: string) => {
    lastHeardAt = Date.now();
    if (payload === "ping") setLive(true);
    else invalidateLocally(payload === "everything" ? "everything" : parseTags(payload));
  };
  const beat = async () => {
    if (Date.now() - lastHeardAt > HEARTBEAT_MS * 2) setLive(false);
    await probe`select pg_notify(${CHANNEL}, 'ping')`.catch(() => setLive(false));
  };

  // postgres.js listens again by itself after a reconnect; the next heartbeat then revives it.
  await listener.listen(CHANNEL, receive, () => invalidateLocally("everything"));
  const timer = setInterval(beat, HEARTBEAT_MS);
  timer.unref();
  await beat();
  state.stop = async () => {
    clearInterval(timer);
    setLive(false);
    await Promise.all([listener.end({ timeout: 1 }), probe.end({ timeout: 1 })]);
  };
}

/** Stops listening; caches are off from here on. */
export async function closeChannel(): Promise<void> {
  const stop = state.stop;
  state.stop = null;
  await stop?.();
}

function parseTags(payload: string): readonly string[] | "everything" {
  try {
    const parsed: unknown = JSON.parse(payload);
    return Array.isArray(parsed) ? parsed.map(String) : "everything";
  } catch {
    return "everything";
  }
}
