import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { tenants } from "#db/schema/tenants.ts";
import { notFound } from "#domain/kernel/errors.ts";
import { tenantColumns } from "./queries.ts";

/** A tenant's row, locked for the rest of the transaction. Throws `not_found`. */
export async function lockTenant(tx: Tx, tenantId: string) {
  const [row] = await tx
    .select(tenantColumns)
    .from(tenants)
    .where(eq(tenants.id, tenantId))
    .for("update");
  if (!row) throw notFound("tenant");
  return row;
}
