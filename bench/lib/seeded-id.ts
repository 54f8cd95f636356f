import type { TransactionSql } from "postgres";

/**
 * Makes `pg_temp.seeded_id(kind, n)`: the id of the n-th seeded row of a kind, the same on every run,
 * and to any eye a UUID of version 7.
 */
export async function createSeededId(tx: TransactionSql): Promise<void> {
  await tx`
    CREATE FUNCTION pg_temp.seeded_id(kind text, n bigint) RETURNS uuid IMMUTABLE
    LANGUAGE sql AS $$ SELECT overlay(overlay(md5(kind || n)
      PLACING '7' FROM 13) PLACING '8' FROM 17)::uuid $$`;
}
