import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { singleton } from "#platform/singleton.ts";

export type Database = PostgresJsDatabase;
/** A transaction, as `database().transaction` hands it out. */
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

type Connection = { db: Database; sql: postgres.Sql; url: string; pooled: boolean };

const slot = singleton("database", () => ({ connection: null as Connection | null }));

/**
 * Opens the process's one connection pool.
 * In: `url`, the app role's; `maxConnections`.
 * Throws when it is open already, or when PostgreSQL does not answer.
 */
export async function openDatabase(options: {
  url: string;
  maxConnections?: number;
}): Promise<void> {
  if (slot.connection) throw new Error("The database is open already");
  const pooled = await behindTransactionPooler(options.url);
  const sql = postgres(options.url, {
    max: options.maxConnections ?? 10,
    connect_timeout: 10,
    idle_timeout: 0,
    backoff: reconnectPauseSeconds,
    // A transaction pooler hands each transaction another server session, which knows no
    // statement prepared on the last one.
    prepare: !pooled,
    onnotice: () => {},
    connection: { application_name: "gatehouse" },
  });
  slot.connection = { db: drizzle(sql), sql, url: options.url, pooled };
}

/**
 * How long a connection that failed waits before its next try. The driver's own pauses grow to 20
 * seconds, for which requests would hang after the server is long back.
 */
export function reconnectPauseSeconds(attempt: number): number {
  return Math.min(0.01 * 2 ** Math.min(attempt, 10), 0.5);
}

/** The pool as Drizzle. Throws before `openDatabase`. */
export function database(): Database {
  return connection().db;
}

/** The open connection's own facts, for the notification channel and the job queue. */
export function connection(): Connection {
  if (!slot.connection) throw new Error("The database is not open");
  return slot.connection;
}

/** Ends the pool, waiting `timeoutSeconds` for statements that run. */
export async function closeDatabase(timeoutSeconds = 5): Promise<void> {
  const open = slot.connection;
  slot.connection = null;
  await open?.sql.end({ timeout: timeoutSeconds });
}

/**
 * A pooler such as PgBouncer greets with a process id of its own making; PostgreSQL greets with the
 * one that `pg_backend_pid()` answers.
 */
async function behindTransactionPooler(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, prepare: false, connect_timeout: 10, onnotice: () => {} });
  try {
    const result = await sql`select pg_backend_pid() as pid`;
    return result.state.pid !== result[0]?.["pid"];
  } finally {
    await sql.end({ timeout: 1 });
  }
}
