import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { channelIsLive, closeChannel, openChannel } from "#db/channel.ts";
import { closeDatabase, connection, database, openDatabase } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { closeQueue, enqueue, openQueue } from "#db/queue.ts";
import { migrationsFolder, withConnection } from "#db/test-connection.ts";
import { type ExternalServer, startExternalServer } from "#db/test-pooler.ts";
import { authenticateCredential } from "#domain/credentials/authenticate.ts";
import { createPlatformCredential } from "#domain/credentials/create-platform.ts";
import { parseDomainName } from "#domain/login-domains/email-address.ts";
import { routeDomain, routeDomainAfresh } from "#domain/routing/route.ts";
import { endAllOwnSessions } from "#domain/sessions/end-own.ts";
import { findSession } from "#domain/sessions/find.ts";
import {
  asOperator,
  eventsOf,
  newDomain,
  newSession,
  newTenant,
  newUser,
  testRequest,
} from "#domain/testing/contexts.ts";
import { listUsers } from "#domain/users/list.ts";

let server: ExternalServer;
beforeAll(async () => {
  server = await startExternalServer();
}, 60_000);
afterAll(() => server?.stop());

async function closeAll(): Promise<void> {
  await closeQueue();
  await closeChannel();
  await closeDatabase();
}

/** What the product does all day: changes, events, jobs, sessions, routes, side by side. */
async function doEverything(): Promise<void> {
  const { id: tenantId, domain } = await newTenant();
  await newDomain(tenantId, { domain });
  const people = await Promise.all(Array.from({ length: 20 }, () => newUser(tenantId)));
  const users = await listUsers(asOperator(tenantId), { limit: 100 });
  expect(users.items).toHaveLength(20);
  expect(await eventsOf(tenantId)).toHaveLength(22);
  const tokens = await Promise.all(people.map(({ id }) => newSession(tenantId, id)));
  const found = await Promise.all(tokens.map((token) => findSession(token)));
  expect(found.map((one) => one?.actor.userId)).toEqual(people.map(({ id }) => id));
  const name = parseDomainName(domain);
  if (!name) throw new Error("no domain");
  for (let nth = 0; nth < 10; nth += 1) {
    expect(await routeDomainAfresh(name)).toMatchObject({ reason: "claimed" });
  }
  expect(await routeDomain(name)).toMatchObject({ reason: "claimed" });
  const { secret } = await createPlatformCredential(asOperator(), {});
  expect(await authenticateCredential(secret.reveal())).not.toBeNull();
  const messageId = randomUUID();
  await database().transaction((tx) =>
    enqueue(tx, [{ name: "deliver-mail", data: { tenantId, messageId } }]),
  );
  const jobs = await connection()
    .sql`select 1 from pgboss.job where data->>'messageId' = ${messageId}`;
  expect(jobs).toHaveLength(1);
  const [signedIn] = found;
  if (!signedIn) throw new Error("nobody is signed in");
  await endAllOwnSessions({ actor: signedIn.actor, tenantId, request: testRequest() }, {});
  expect(await findSession(tokens[0])).toBeNull();
}

describe("a PostgreSQL of the distribution, the oldest that we support or newer", () => {
  test("is migrated, and serves everything directly, with prepared statements", async () => {
    const { ownerUrl, appUrl } = server;
    expect(await migrateDatabase({ ownerUrl, appUrl, migrationsFolder })).toEqual({
      singleRole: false,
    });
    await openDatabase({ url: appUrl, maxConnections: 4 });
    try {
      await openChannel();
      await openQueue({ work: false });
      expect(connection().pooled).toBe(false);
      await expect.poll(channelIsLive).toBe(true);
      await doEverything();
      const [row] = await connection()
        .sql`select current_setting('server_version_num')::int as version`;
      expect(row?.["version"]).toBeGreaterThanOrEqual(150_000);
    } finally {
      await closeAll();
    }
  });
});

describe("behind PgBouncer in transaction mode", () => {
  test("everything works, no statement stays prepared, and notifications come around it", async () => {
    await openDatabase({ url: server.pooledAppUrl, maxConnections: 8 });
    try {
      await openChannel(server.ownerUrl);
      await openQueue({ work: false });
      expect(connection().pooled).toBe(true);
      await expect.poll(channelIsLive).toBe(true);
      await doEverything();
      const left = await connection().sql`select name from pg_prepared_statements`;
      expect(left).toHaveLength(0);
    } finally {
      await closeAll();
    }
  });

  test("without a way around it caches stay off and everything still works", async () => {
    await openDatabase({ url: server.pooledAppUrl, maxConnections: 4 });
    try {
      await openChannel();
      await openQueue({ work: false });
      expect(channelIsLive()).toBe(false);
      await doEverything();
    } finally {
      await closeAll();
    }
  });

  test("migrations take turns through the pooler itself, and leave no lock behind", async () => {
    const urls = { ownerUrl: server.pooledOwnerUrl, appUrl: server.pooledAppUrl, migrationsFolder };
    for (let round = 0; round < 2; round += 1) {
      const both = await Promise.all([migrateDatabase(urls), migrateDatabase(urls)]);
      expect(both).toEqual(Array(2).fill({ singleRole: false }));
      const locks = await withConnection(
        server.ownerUrl,
        (sql) => sql`select 1 from pg_locks where locktype = 'advisory'`,
      );
      expect(locks).toHaveLength(0);
    }
  });
});
