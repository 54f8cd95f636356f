import type { Sql } from "postgres";
import { expect, inject, test } from "vitest";
import { connection } from "./client.ts";
import { installQueue } from "./install-queue.ts";
import { withConnection, withOwnDatabase } from "./test-connection.ts";

withOwnDatabase();

async function queuesOf(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`select name from pgboss.queue order by 1`;
  return rows.map(({ name }) => name);
}

test("the queues are made once, and again when what they are made from changed", async () => {
  const owner = new URL(inject("ownerDatabaseUrl"));
  owner.pathname = new URL(connection().url).pathname;
  await withConnection(owner.href, async (sql) => {
    const made = await queuesOf(sql);
    expect(made).toContain("housekeeping");
    await sql`delete from pgboss.queue where name = 'housekeeping'`;
    await installQueue(sql, owner.href);
    expect(await queuesOf(sql)).not.toContain("housekeeping");
    await sql`comment on table pgboss.version is 'of another release'`;
    await installQueue(sql, owner.href);
    expect(await queuesOf(sql)).toEqual(made);
  });
});
