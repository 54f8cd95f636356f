import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterAll, beforeAll, inject } from "vitest";
import { closeChannel, openChannel } from "./channel.ts";
import { closeDatabase, openDatabase } from "./client.ts";
import { migrateDatabase } from "./migrate.ts";
import { closeQueue, openQueue } from "./queue.ts";

export const migrationsFolder = fileURLToPath(new URL("../drizzle", import.meta.url));

/** Opens the shared test database for a test file: pool, channel and queue, as the web process does. */
export function withDatabase(): void {
  beforeAll(() => openAll(inject("databaseUrl")));
  afterAll(closeAll);
}

export type OwnDatabase = { appUrl: string; ownerUrl: string };

/**
 * The same on an empty, migrated database that the test file has for itself. Out: its addresses,
 * which are there once the tests run.
 */
export function withOwnDatabase(): OwnDatabase {
  const urls: OwnDatabase = { appUrl: "", ownerUrl: "" };
  beforeAll(async () => {
    Object.assign(urls, await createEmptyDatabase());
    await migrateDatabase({ ...urls, migrationsFolder });
    await openAll(urls.appUrl);
  });
  afterAll(async () => {
    await closeAll();
    await dropDatabase(urls.ownerUrl);
  });
  return urls;
}

/** A new database on the shared server, without any schema. */
export async function createEmptyDatabase(): Promise<OwnDatabase> {
  const name = `own_${randomUUID().replaceAll("-", "")}`;
  await asOwner(async (sql) => sql`create database ${sql(name)}`);
  return {
    appUrl: withName(inject("databaseUrl"), name),
    ownerUrl: withName(inject("ownerDatabaseUrl"), name),
  };
}

export async function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await asOwner(async (sql) => {
    // The server may still be ending a connection that is closed on our side.
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await sql`drop database if exists ${sql(name)} with (force)`;
      } catch (error) {
        if (attempt === 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  });
}

/** One statement's connection, closed afterwards. */
export async function withConnection<T>(
  url: string,
  work: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function asOwner(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  await withConnection(inject("ownerDatabaseUrl"), work);
}

function withName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function openAll(url: string): Promise<void> {
  await openDatabase({ url, maxConnections: 6 });
  await openChannel();
  await openQueue({ work: false });
}

async function closeAll(): Promise<void> {
  await closeQueue();
  await closeChannel();
  await closeDatabase();
}
