import { fileURLToPath } from "node:url";
import { closeChannel, openChannel } from "#db/channel.ts";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { attachEmbedded, startEmbedded } from "#db/embedded.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { env } from "#platform/env.ts";
import { log } from "#platform/log.ts";
import { closeRateLimits } from "#platform/rate-limit.ts";

export type StoreStep = "database" | "migrations";

type Located = { appUrl: string; ownerUrl: string; stop: () => Promise<void> };

const migrationsFolder = fileURLToPath(new URL("../drizzle", import.meta.url));

/**
 * Starts the embedded PostgreSQL or finds the one of DATABASE_URL, brings its schema to this
 * release, and opens the pool and the notification channel. In: `onStep`, told of each step done.
 * Out: what closes them again.
 */
export async function openStores(onStep: (step: StoreStep) => void): Promise<() => Promise<void>> {
  const located = external() ?? (await startOwn());
  try {
    onStep("database");
    await migrate(located);
    onStep("migrations");
    await openDatabase({ url: located.appUrl });
    await openChannel(located.ownerUrl);
  } catch (error) {
    await closeDatabase();
    await located.stop();
    throw error;
  }
  return async () => {
    await closeRateLimits();
    await closeChannel();
    await closeDatabase();
    await located.stop();
  };
}

/**
 * Runs `work` on the same database without being a server: on the embedded one that a server has
 * running, or else on one that runs just as long.
 */
export async function withStores<T>(work: () => Promise<T>): Promise<T> {
  const located = external() ?? (await attach()) ?? (await startOwn());
  try {
    await migrate(located);
    await openDatabase({ url: located.appUrl, maxConnections: 2 });
    return await work();
  } finally {
    await closeDatabase();
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

async function migrate({ appUrl, ownerUrl }: Located): Promise<void> {
  const { singleRole } = await migrateDatabase({ appUrl, ownerUrl, migrationsFolder });
  if (!singleRole || env.embedded) return;
  log.warn(
    "one database role migrates and serves: give DATABASE_MIGRATION_URL an owner role of its own, so that audit events cannot be changed",
  );
}
