import { attachEmbedded, startEmbedded } from "#db/embedded.ts";
import { env } from "#platform/env.ts";
import { log } from "#platform/log.ts";

export type StoreStep = "database" | "migrations";

type Located = { appUrl: string; ownerUrl: string; stop: () => Promise<void> };

/** Loaded once PostgreSQL starts, not before: its start is the longest wait, and takes none of this. */
const loadConnections = () => import("./store-connections.ts");

/**
 * Starts the embedded PostgreSQL or finds the one of DATABASE_URL, brings its schema to this
 * release, and opens the pool and the notification channel. In: `onStep`, told of each step done.
 * Out: what closes them again.
 */
export async function openStores(onStep: (step: StoreStep) => void): Promise<() => Promise<void>> {
  const located = external() ?? (await startOwn());
  onStep("database");
  try {
    const { connectStores } = await loadConnections();
    const disconnect = await connectStores(located, () => onStep("migrations"));
    return async () => {
      await disconnect();
      await located.stop();
    };
  } catch (error) {
    await located.stop();
    throw error;
  }
}

/**
 * Runs `work` on the same database without being a server: on the embedded one that a server has
 * running, or else on one that runs just as long.
 */
export async function withStores<T>(work: () => Promise<T>): Promise<T> {
  const located = external() ?? (await attach()) ?? (await startOwn());
  try {
    const { whileConnected } = await loadConnections();
    return await whileConnected(located, work);
  } finally {
    await located.stop();
  }
}

function external(): Located | null {
  if (!env.DATABASE_URL) return null;
  const appUrl = env.DATABASE_URL.reveal();
  const ownerUrl = env.DATABASE_MIGRATION_URL?.reveal() ?? appUrl;
  return { appUrl, ownerUrl, stop: async () => {} };
}

async function attach(): Promise<Located | null> {
  const urls = await attachEmbedded({ dataDir: env.DATA_DIR });
  return urls && { ...urls, stop: async () => {} };
}

async function startOwn(): Promise<Located> {
  const embedded = await startEmbedded({ dataDir: env.DATA_DIR, log });
  return { ...embedded, stop: () => embedded.stop() };
}
