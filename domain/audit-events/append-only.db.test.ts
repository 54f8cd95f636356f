import { beforeAll, describe, expect, test } from "vitest";
import { connection } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { migrationsFolder, withConnection, withOwnDatabase } from "#db/test-connection.ts";
import { newTenant } from "#domain/testing/contexts.ts";
import { ensureAuditPartitions } from "./ensure-partitions.ts";

const urls = withOwnDatabase();

/** The audit table and every partition of it. */
let tables: string[];
beforeAll(async () => {
  await newTenant();
  tables = ["audit_events", ...(await partitions())];
});

async function partitions(): Promise<string[]> {
  const rows = await connection().sql`select inhrelid::regclass::text as name from pg_inherits
    where inhparent = 'public.audit_events'::regclass order by 1`;
  return rows.map((row) => String(row["name"]));
}

function monthName(ahead: number): string {
  const now = new Date();
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
  return `audit_events_${month.toISOString().slice(0, 7).replace("-", "_")}`;
}

const refused = { code: "42501" };

describe("the running program's role", () => {
  test("can neither change nor delete nor truncate events, in the table or in any partition", async () => {
    const { sql } = connection();
    expect(tables.length).toBeGreaterThan(3);
    for (const table of tables) {
      await expect(sql`update ${sql(table)} set reason = 'x'`).rejects.toMatchObject(refused);
      await expect(sql`delete from ${sql(table)}`).rejects.toMatchObject(refused);
      await expect(sql`truncate ${sql(table)}`).rejects.toMatchObject(refused);
      await expect(sql`drop table ${sql(table)}`).rejects.toMatchObject(refused);
      await expect(sql`alter table ${sql(table)} add column x text`).rejects.toMatchObject(refused);
    }
    const [kept] = await sql`select count(*)::int as events from audit_events`;
    expect(kept?.["events"]).toBeGreaterThan(0);
  });

  test("cannot give itself the right, nor become the owner", async () => {
    const { sql } = connection();
    const [app] = await sql`select current_user as role`;
    const role = sql(String(app?.["role"]));
    // A grant of what one does not have is a warning and nothing else.
    await sql`grant update, delete on audit_events to ${role}`.catch(() => {});
    await expect(sql`delete from audit_events`).rejects.toMatchObject(refused);
    const owner = sql(decodeURIComponent(new URL(urls.ownerUrl).username));
    await expect(sql`set role ${owner}`).rejects.toMatchObject(refused);
    await expect(sql`create table public.mine (id int)`).rejects.toMatchObject(refused);
  });

  test("can add the coming months, which are closed like the others, also after a new start", async () => {
    await connection().sql`select ensure_audit_partitions(6)`;
    expect(await partitions()).toContain(monthName(6));
    const { sql } = connection();
    const latest = sql(monthName(6));
    await expect(sql`delete from ${latest}`).rejects.toMatchObject(refused);
    await migrateDatabase({ ...urls, migrationsFolder });
    await expect(sql`delete from ${latest}`).rejects.toMatchObject(refused);
  });
});

describe("the months of the log", () => {
  test("are there three ahead, and making them again makes none", async () => {
    const names = await partitions();
    for (const ahead of [0, 1, 2, 3]) expect(names).toContain(monthName(ahead));
    expect(await ensureAuditPartitions()).toBe(0);
  });

  test("are made at each start, so that an installation that is months old goes on", async () => {
    const lost = monthName(2);
    await withConnection(urls.ownerUrl, (sql) => sql`drop table ${sql(lost)}`);
    expect(await partitions()).not.toContain(lost);
    await migrateDatabase({ ...urls, migrationsFolder });
    expect(await partitions()).toContain(lost);
  });
});
