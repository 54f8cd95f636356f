import { afterEach, describe, expect, test } from "vitest";
import { migrateDatabase } from "./migrate.ts";
import {
  createEmptyDatabase,
  dropDatabase,
  migrationsFolder,
  type OwnDatabase,
  withConnection,
} from "./test-connection.ts";

let made: OwnDatabase[] = [];
afterEach(async () => {
  await Promise.all(made.map((urls) => dropDatabase(urls.ownerUrl)));
  made = [];
});

async function emptyDatabase(): Promise<OwnDatabase> {
  const urls = await createEmptyDatabase();
  made.push(urls);
  return urls;
}

const migrate = (urls: OwnDatabase) => migrateDatabase({ ...urls, migrationsFolder });

describe("migrations", () => {
  test("of processes that start together take turns, and each finds a whole schema", async () => {
    const urls = await emptyDatabase();
    expect(await Promise.all([migrate(urls), migrate(urls), migrate(urls)])).toEqual(
      Array(3).fill({ singleRole: false }),
    );
    const [platform] = await withConnection(
      urls.appUrl,
      (sql) => sql`select count(*)::int as rows from tenants`,
    );
    expect(platform).toEqual({ rows: 1 });
    const [locks] = await withConnection(
      urls.ownerUrl,
      (sql) => sql`select count(*)::int as held from pg_locks where locktype = 'advisory'
        and database = (select oid from pg_database where datname = current_database())`,
    );
    expect(locks).toEqual({ held: 0 });
  });

  test("wait for whoever migrates at the moment", async () => {
    const urls = await emptyDatabase();
    let done = false;
    await withConnection(urls.ownerUrl, async (sql) => {
      await sql`select pg_advisory_lock(7401882311)`;
      const waiting = migrate(urls).then(() => {
        done = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(done).toBe(false);
      await sql`select pg_advisory_unlock(7401882311)`;
      await waiting;
    });
    expect(done).toBe(true);
  });

  test("leave the app role unable to change the schema or to read who migrated", async () => {
    const urls = await emptyDatabase();
    await migrate(urls);
    await withConnection(urls.appUrl, async (sql) => {
      const refused = { code: "42501" };
      await expect(sql`create table public.x (id int)`).rejects.toMatchObject(refused);
      await expect(sql`alter table users add column x text`).rejects.toMatchObject(refused);
      await expect(sql`drop table sessions`).rejects.toMatchObject(refused);
      await expect(sql`select * from drizzle.__drizzle_migrations`).rejects.toMatchObject(refused);
    });
  });

  test("work with one role for everything, say so, and close the audit log to that role too", async () => {
    const { ownerUrl } = await emptyDatabase();
    const urls = { ownerUrl, appUrl: ownerUrl };
    expect(await migrate(urls)).toEqual({ singleRole: true });
    expect(await migrate(urls)).toEqual({ singleRole: true });
    await withConnection(ownerUrl, async (sql) => {
      const tables = await sql`select 'audit_events' as name union all
        select inhrelid::regclass::text from pg_inherits
        where inhparent = 'public.audit_events'::regclass`;
      expect(tables.length).toBeGreaterThan(3);
      for (const { name } of tables) {
        await expect(sql`delete from ${sql(name)}`).rejects.toMatchObject({ code: "42501" });
      }
    });
  });
});
