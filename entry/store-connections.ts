import { fileURLToPath } from "node:url";
import { closeChannel, openChannel } from "#db/channel.ts";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { env } from "#platform/env.ts";
import { log } from "#platform/log.ts";
import { closeRateLimits } from "#platform/rate-limit.ts";

type Urls = { appUrl: string; ownerUrl: string };

const migrationsFolder = fileURLToPath(new URL("../drizzle", import.meta.url));

/**
 * Brings the schema to this release, and opens the pool and the notification channel.
 * In: `onMigrated`, called in between. Out: what closes them again.
 */
export async function connectStores(
  urls: Urls,
  onMigrated: () => void,
): Promise<() => Promise<void>> {
  try {
    await migrate(urls);
    onMigrated();
    await openDatabase({ url: urls.appUrl });
    await openChannel(urls.ownerUrl);
  } catch (error) {
    await closeDatabase();
    throw error;
  }
  return async () => {
    await closeRateLimits();
    await closeChannel();
    await closeDatabase();
  };
}

/** The same with a small pool and no channel, for as long as `work` takes. */
export async function whileConnected<T>(urls: Urls, work: () => Promise<T>): Promise<T> {
  try {
    await migrate(urls);
    await openDatabase({ url: urls.appUrl, maxConnections: 2 });
    return await work();
  } finally {
    await closeDatabase();
  }
}

async function migrate({ appUrl, ownerUrl }: Urls): Promise<void> {
  const { singleRole } = await migrateDatabase({ appUrl, ownerUrl, migrationsFolder });
  if (!singleRole || env.embedded) return;
  log.warn(
    "one database role migrates and serves: give DATABASE_MIGRATION_URL an owner role of its own, so that audit events cannot be changed",
  );
}
