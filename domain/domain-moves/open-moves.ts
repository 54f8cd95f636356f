import { aliasedTable, and, eq, inArray, or, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { domainMoves } from "#db/schema/login-domains.ts";
import { tenants } from "#db/schema/tenants.ts";

/** A move that is under way, as one of its two tenants sees it. */
export type OpenMove = {
  domain: string;
  direction: "incoming" | "outgoing";
  status: "requested" | "agreed";
  otherTenant: string;
  requestedAt: string;
  /** When it takes effect; null until it is agreed to. */
  movesAt: string | null;
};

/** True for a move that may still come to something. */
export const isOpenMove = sql<boolean>`${domainMoves.status} in ('requested', 'agreed')`;

/** The moves of `domains` that are under way, from or to the tenant. */
export async function openMovesOf(
  db: Database | Tx,
  tenantId: string,
  domains: readonly string[],
): Promise<Map<string, OpenMove>> {
  if (domains.length === 0) return new Map();
  const [from, to] = [aliasedTable(tenants, "from_tenant"), aliasedTable(tenants, "to_tenant")];
  const rows = await db
    .select({
      domain: domainMoves.domain,
      status: domainMoves.status,
      outgoing: sql<boolean>`${domainMoves.fromTenantId} = ${tenantId}`,
      fromName: from.name,
      toName: to.name,
      requestedAt: domainMoves.requestedAt,
      movesAt: domainMoves.movesAt,
    })
    .from(domainMoves)
    .innerJoin(from, eq(from.id, domainMoves.fromTenantId))
    .innerJoin(to, eq(to.id, domainMoves.toTenantId))
    .where(
      and(
        isOpenMove,
        inArray(domainMoves.domain, [...domains]),
        or(eq(domainMoves.fromTenantId, tenantId), eq(domainMoves.toTenantId, tenantId)),
      ),
    );
  return new Map(
    rows.map((row) => [
      row.domain,
      {
        domain: row.domain,
        direction: row.outgoing ? "outgoing" : "incoming",
        status: row.status === "agreed" ? "agreed" : "requested",
        otherTenant: row.outgoing ? row.toName : row.fromName,
        requestedAt: row.requestedAt.toISOString(),
        movesAt: row.movesAt?.toISOString() ?? null,
      },
    ]),
  );
}
