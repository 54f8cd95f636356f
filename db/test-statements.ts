import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { inject } from "vitest";
import { connection } from "./client.ts";

/**
 * The statements that `work` sends through the pool, in their order, without values and names. Ask
 * for them in a test file with a database of its own, or others' statements are among them.
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const [start, end] = [randomUUID(), randomUUID()];
  const mark = (id: string) => connection().sql.unsafe(`select '${id}'`);
  const pids = async () =>
    (
      await connection().sql`select pid from pg_stat_activity where datname = current_database()`
    ).map((row) => `[${row["pid"]}]`);
  const before = await pids();
  await mark(start);
  await work();
  await mark(end);
  const ours = new Set([...before, ...(await pids())]);
  const log = await readFile(inject("databaseLog"), "utf8");
  const part = log.slice(log.indexOf(start), log.lastIndexOf("\n", log.lastIndexOf(end)));
  return part
    .split(/\n(?=\d{4}-\d\d-\d\d )/)
    .flatMap((line) => {
      const found = /(\[\d+\]) LOG: {2}(?:statement|execute [^:]*): ([\s\S]*)/.exec(line);
      return found?.[1] && found[2] && ours.has(found[1]) ? [found[2].trim()] : [];
    })
    .filter((text) => !/pg_notify.*ping/.test(text));
}
