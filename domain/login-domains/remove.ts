import { and, eq, or, sql } from "drizzle-orm";
import { domainMoves, loginDomains, verifiedDomains } from "#db/schema/login-domains.ts";
import { isOpenMove } from "#domain/domain-moves/open-moves.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { findClaim, readDescribed } from "./queries.ts";
import { domainInput } from "./schemas.ts";

/** Gives a claim up. A verified domain is free for others from then on. */
export const removeDomain = mutation({
  permission: "login_domain.delete",
  input: domainInput,
  run: async (ctx, input) => {
    const row = await findClaim(ctx.tx, ctx.tenantId, input.domain, true);
    const before = await readDescribed(ctx.tx, row);
    await ctx.tx
      .update(domainMoves)
      .set({ status: "cancelled", closedAt: sql`now()` })
      .where(
        and(
          eq(domainMoves.domain, row.domain),
          isOpenMove,
          or(eq(domainMoves.fromTenantId, ctx.tenantId), eq(domainMoves.toTenantId, ctx.tenantId)),
        ),
      );
    for (const table of [verifiedDomains, loginDomains]) {
      await ctx.tx
        .delete(table)
        .where(and(eq(table.tenantId, ctx.tenantId), eq(table.domain, row.domain)));
    }
    return {
      result: before,
      audit: {
        action: "login_domain.delete",
        target: { kind: "login_domain", id: row.domain, name: row.domain },
        before,
      },
      stale: [`domain:${row.domain}`],
    };
  },
});
