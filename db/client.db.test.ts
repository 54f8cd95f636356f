import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { connection, database, type Tx } from "./client.ts";
import { withConnection, withOwnDatabase } from "./test-connection.ts";

const urls = withOwnDatabase();

/** Ends every other server process of the test's own database, as a restart of PostgreSQL would. */
async function endConnections(): Promise<void> {
  await withConnection(urls.appUrl, async (other) => {
    await other`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`;
  });
}

const write = (tx: Tx, domain: string) =>
  tx.execute(sql`insert into verified_domains (domain, tenant_id)
    values (${domain}, '00000000-0000-0000-0000-000000000000')`);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("when PostgreSQL ends connections under load", () => {
  test("each transaction happens whole or not at all, and no process or pool is lost", async () => {
    let [running, done, failed] = [true, 0, 0];
    const worker = async () => {
      while (running) {
        const id = randomUUID();
        const pair = database().transaction(async (tx) => {
          await write(tx, `${id}.one`);
          await tx.execute(sql`select pg_sleep(0.002)`);
          await write(tx, `${id}.two`);
        });
        await pair.then(
          () => (done += 1),
          () => (failed += 1),
        );
      }
    };
    const workers = Array.from({ length: 12 }, worker);
    for (let round = 0; round < 25; round += 1) {
      await pause(20);
      await endConnections();
    }
    running = false;
    await Promise.all(workers);
    expect(failed).toBeGreaterThan(0);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => connection().sql`select 1 as one`),
    );
    expect(answers.flat()).toEqual(answers.map(() => ({ one: 1 })));
    const [counted] = await connection().sql`
      select count(*) filter (where domain like '%.one')::int as ones,
        count(*) filter (where domain like '%.two')::int as twos from verified_domains`;
    expect(counted?.["ones"]).toBe(counted?.["twos"]);
    expect(counted?.["ones"]).toBeGreaterThanOrEqual(done);
  });

  test("a transaction that lost its connection between two statements writes into no other one", async () => {
    const [lost, kept] = [randomUUID(), randomUUID()];
    let others: Promise<void>[] = [];
    const orphan = database().transaction(async (tx) => {
      await write(tx, `${lost}.one`);
      await endConnections();
      await pause(50);
      // Everybody else takes every connection that the pool has, the lost one's place among them.
      others = Array.from({ length: 6 }, (_, nth) =>
        database().transaction(async (other) => {
          await write(other, `${kept}.${nth}`);
          await pause(100);
        }),
      );
      await pause(50);
      await write(tx, `${lost}.two`).catch(() => {});
      await Promise.all(others);
    });
    await expect(orphan).rejects.toThrow();
    // The transaction ends with its connection, before what it began is through.
    await pause(250);
    await Promise.all(others);
    const rows = await connection().sql`select domain from verified_domains
      where domain like ${`${lost}%`} or domain like ${`${kept}%`}`;
    expect(rows.map((row) => String(row["domain"]).slice(0, 36))).toEqual(Array(6).fill(kept));
  });
});
