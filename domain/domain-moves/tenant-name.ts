import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { tenants } from "#db/schema/tenants.ts";

/** A tenant's name on one line, as the subject of a mail has to be. */
export async function nameOf(tx: Tx, tenantId: string): Promise<string> {
  const [row] = await tx
    .select({ name: tenants.name })
    .from(tenants)
    .where(eq(tenants.id, tenantId));
  return (row?.name ?? "Another tenant").replaceAll(/\p{Cc}/gu, " ");
}
