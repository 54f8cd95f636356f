import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { installQueue } from "./install-queue.ts";

/** Any constant does, as long as every release takes the same one. */
const MIGRATION_LOCK = 7_401_882_311;

/**
 * Brings the schema to this release, as the owner role and under an advisory lock, so that two
 * starting processes take turns; then grants the app role what it needs.
 * In: `ownerUrl`; `appUrl`, whose user is the app role. Out: whether both are one role, in which
 * case the append-only grant binds only as long as the role does not grant itself more.
 */
export async function migrateDatabase(options: {
  ownerUrl: string;
  appUrl: string;
  migrationsFolder: string;
}): Promise<{ singleRole: boolean }> {
  const connect = () => postgres(options.ownerUrl, { max: 1, prepare: false, onnotice: () => {} });
  const [sql, queue] = [connect(), connect()];
  try {
    await assertServerVersion(sql);
    return await queue.begin(async (turn) => {
      // Held by a transaction, not by a session: behind a transaction pooler the session is another
      // client's next, and would keep the lock.
      await turn`set local idle_in_transaction_session_timeout = 0`;
      await turn`select pg_advisory_xact_lock(${MIGRATION_LOCK})`;
      return await migrateInTurn(sql, options);
    });
  } finally {
    await Promise.all([sql.end({ timeout: 5 }), queue.end({ timeout: 5 })]);
  }
}

async function migrateInTurn(
  sql: postgres.Sql,
  options: { ownerUrl: string; appUrl: string; migrationsFolder: string },
): Promise<{ singleRole: boolean }> {
  await migrate(drizzle(sql), { migrationsFolder: options.migrationsFolder });
  await installQueue(sql, options.ownerUrl);
  await sql`select ensure_audit_partitions(3)`;
  const appRole = decodeURIComponent(new URL(options.appUrl).username);
  await grantToApp(sql, appRole);
  const [owner] = await sql<{ role: string }[]>`select current_user as role`;
  return { singleRole: owner?.role === appRole };
}

async function assertServerVersion(sql: postgres.Sql): Promise<void> {
  const [row] = await sql<
    { version: string }[]
  >`select current_setting('server_version_num') as version`;
  const major = Math.floor(Number(row?.version ?? 0) / 10_000);
  if (major < 15) throw new Error(`PostgreSQL ${major} is too old: Gatehouse needs 15 or newer`);
}

async function grantToApp(sql: postgres.Sql, appRole: string): Promise<void> {
  const role = sql(appRole);
  await sql.begin(async (tx) => {
    await tx`grant usage on schema public, pgboss to ${role}`;
    await tx`grant select, insert, update, delete on all tables in schema public to ${role}`;
    await tx`grant select, insert, update, delete on all tables in schema pgboss to ${role}`;
    await tx`grant usage on all sequences in schema pgboss to ${role}`;
    await tx`grant execute on all functions in schema pgboss to ${role}`;
    await tx`grant execute on function ensure_audit_partitions(integer) to ${role}`;
    // Append-only is a matter of grants. Partitions are closed as well: they can be named directly.
    const partitions = await tx<{ name: string }[]>`
      select inhrelid::regclass::text as name from pg_inherits
      where inhparent = 'public.audit_events'::regclass`;
    for (const table of ["audit_events", ...partitions.map((partition) => partition.name)]) {
      await tx`revoke update, delete, truncate on ${tx(table)} from ${role}`;
    }
  });
}
