import { afterAll, beforeAll, inject } from "vitest";
import { closeChannel, openChannel } from "./channel.ts";
import { closeDatabase, openDatabase } from "./client.ts";
import { closeQueue, openQueue } from "./queue.ts";

/** Opens the shared test database for a test file: pool, channel and queue, as the web process does. */
export function withDatabase(): void {
  beforeAll(async () => {
    await openDatabase({ url: inject("databaseUrl"), maxConnections: 6 });
    await openChannel();
    await openQueue({ work: false });
  });
  afterAll(async () => {
    await closeQueue();
    await closeChannel();
    await closeDatabase();
  });
}
