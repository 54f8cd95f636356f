import { eq } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { tenants } from "#db/schema/tenants.ts";
import { notFound } from "#domain/kernel/errors.ts";
import { versionOf } from "#domain/kernel/version.ts";

/** What the outside sees of a tenant. */
export const tenantColumns = {
  slug: tenants.slug,
  name: tenants.name,
  status: tenants.status,
  appFallback: tenants.appFallback,
  ssoEnforced: tenants.ssoEnforced,
  sessionLifetimeHours: tenants.sessionLifetimeHours,
  sessionIdleMinutes: tenants.sessionIdleMinutes,
};

/** The row that the context's tenant stands for. */
export async function readTenant(db: Database | Tx, tenantId: string) {
  const [row] = await db.select(tenantColumns).from(tenants).where(eq(tenants.id, tenantId));
  if (!row) throw notFound("tenant");
  return row;
}

/** The same with the version that a change of it may start from. */
export function versioned<Row extends { slug: string }>(tenant: Row): Row & { version: string } {
  const { slug: _, ...editable } = tenant;
  return { ...tenant, version: versionOf(editable) };
}
