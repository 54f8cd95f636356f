import { fileURLToPath } from "node:url";
import { closeChannel, openChannel } from "#db/channel.ts";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { startEmbedded } from "#db/embedded.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { env } from "#platform/env.ts";
import { log } from "#platform/log.ts";
import { closeRateLimits } from "#platform/rate-limit.ts";

export type Stores = {
  /** Closes what was opened, in the reverse order. */
  close(): Promise<void>;
};

export type StoreStep = "database" | "migrations";

const migrationsFolder = fileURLToPath(new URL("../drizzle", import.meta.url));

/**
 * Starts the embedded PostgreSQL or finds the one of DATABASE_URL, brings its schema to this
 * release, and opens the pool and the notification channel. In: `onStep`, told of each step done.
 */
export async function openStores(onStep: (step: StoreStep) => void): Promise<Stores> {
  const { appUrl, ownerUrl, stop } = await locate();
  try {
    onStep("database");
    const { singleRole } = await migrateDatabase({ appUrl, ownerUrl, migrationsFolder });
    if (singleRole && !env.embedded) {
      log.warn(
        "one database role migrates and serves: give DATABASE_MIGRATION_URL an owner role of its own, so that audit events cannot be changed",
      );
    }
    onStep("migrations");
    await openDatabase({ url: appUrl });
    await openChannel(ownerUrl);
  } catch (error) {
    await closeDatabase().catch(() => {});
    await stop();
    throw error;
  }
  return {
    async close() {
      closeRateLimits();
      await closeChannel();
      await closeDatabase();
      await stop();
    },
  };
}

async function locate(): Promise<{
  appUrl: string;
  ownerUrl: string;
  stop: () => Promise<void>;
}> {
  if (!env.DATABASE_URL) {
    const embedded = await startEmbedded({ dataDir: env.DATA_DIR, log });
    return { ...embedded, stop: () => embedded.stop() };
  }
  const appUrl = env.DATABASE_URL.reveal();
  const ownerUrl = env.DATABASE_MIGRATION_URL?.reveal() ?? appUrl;
  return { appUrl, ownerUrl, stop: async () => {} };
}
