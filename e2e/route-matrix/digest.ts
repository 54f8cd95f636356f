import type postgres from "postgres";

/** What time alone changes: visits, deliveries, counts of past days. */
const ownLife: Readonly<Record<string, readonly string[]>> = {
  sessions: ["last_seen_at"],
  mail_messages: ["status", "attempts", "last_error", "sent_at", "sealed_link"],
};
const ignoredTables = new Set(["sign_in_days", "sign_in_rollups"]);

/**
 * A digest of every table: the rows that belong to one of these tenants, and of the table of tenants
 * every row. Audit events of denials are left out; those of anything done are not.
 * Out: digest by table, so that a difference names where it is.
 */
export async function databaseDigest(
  sql: postgres.Sql,
  tenantIds: readonly string[],
): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`;
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    if (ignoredTables.has(name)) continue;
    const [row] = await sql<{ digest: string }[]>`
      select count(*) || ':' || coalesce(md5(string_agg(line, ',' order by line)), '') as digest
      from (select (to_jsonb(t) - ${[...(ownLife[name] ?? [])]}::text[])::text as line,
                   to_jsonb(t) ->> 'outcome' as outcome from ${sql(name)} t) lines
      where outcome is distinct from 'denied'
        and (${name} = 'tenants' or line ~ ${tenantIds.join("|")})`;
    digests[name] = row?.digest ?? "";
  }
  return digests;
}
