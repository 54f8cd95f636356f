import { and, eq, or, sql } from "drizzle-orm";
import { z } from "zod";
import { domainMoves } from "#db/schema/login-domains.ts";
import { inTenant, type MutationContext } from "#domain/kernel/context.ts";
import { notFound } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { parseClaim } from "#domain/login-domains/parse-claim.ts";
import { domainInput } from "#domain/login-domains/schemas.ts";
import { mailAdmins } from "#domain/mail-messages/mail-admins.ts";
import { isOpenMove } from "./open-moves.ts";
import { nameOf } from "./tenant-name.ts";

/** Time for either side to notice and to stop a move that nobody should have agreed to. */
const COOL_DOWN_HOURS = 24;

/**
 * The owner's answer to a request for its domain. Agreed, the domain moves after 24 hours. Throws
 * `not_found` when nobody asked.
 */
export const answerDomainMove = mutation({
  permission: "login_domain.move",
  input: domainInput.extend({ agree: z.boolean("Use true or false.") }),
  run: async (ctx, input) => {
    const { domain } = parseClaim(input.domain);
    const status = input.agree ? ("agreed" as const) : ("declined" as const);
    const [move] = await ctx.tx
      .update(domainMoves)
      .set(
        input.agree
          ? { status, movesAt: sql`now() + make_interval(hours => ${COOL_DOWN_HOURS}::int)` }
          : { status, closedAt: sql`now()` },
      )
      .where(
        and(
          eq(domainMoves.domain, domain),
          eq(domainMoves.fromTenantId, ctx.tenantId),
          eq(domainMoves.status, "requested"),
        ),
      )
      .returning({
        id: domainMoves.id,
        toTenantId: domainMoves.toTenantId,
        movesAt: domainMoves.movesAt,
      });
    if (!move) throw notFound("request_for_this_domain");
    const mail = await tellBoth(ctx, domain, move.toTenantId, status, move.movesAt);
    return {
      result: { domain, status, movesAt: move.movesAt?.toISOString() ?? null },
      audit: {
        action: "login_domain.move",
        target: { kind: "login_domain", id: domain, name: domain },
        before: { status: "requested" },
        after: { status, movesAt: move.movesAt?.toISOString() ?? null },
      },
      jobs: input.agree
        ? [
            ...mail,
            {
              name: "move-domain",
              data: { moveId: move.id },
              startAfterSeconds: COOL_DOWN_HOURS * 3600,
            },
          ]
        : mail,
    };
  },
});

/** Stops a move that did not take effect yet; either side may. Throws `not_found` for none. */
export const cancelDomainMove = mutation({
  permission: "login_domain.move",
  input: domainInput,
  run: async (ctx, input) => {
    const { domain } = parseClaim(input.domain);
    const [move] = await ctx.tx
      .update(domainMoves)
      .set({ status: "cancelled", closedAt: sql`now()` })
      .where(
        and(
          eq(domainMoves.domain, domain),
          isOpenMove,
          or(eq(domainMoves.fromTenantId, ctx.tenantId), eq(domainMoves.toTenantId, ctx.tenantId)),
        ),
      )
      .returning({ from: domainMoves.fromTenantId, to: domainMoves.toTenantId });
    if (!move) throw notFound("move_of_this_domain");
    const other = move.from === ctx.tenantId ? move.to : move.from;
    return {
      result: { domain, status: "cancelled" as const },
      audit: {
        action: "login_domain.move",
        target: { kind: "login_domain", id: domain, name: domain },
        after: { status: "cancelled" },
      },
      jobs: await tellBoth(ctx, domain, other, "cancelled", null),
    };
  },
});

async function tellBoth(
  ctx: MutationContext,
  domain: string,
  otherTenantId: string,
  status: "agreed" | "declined" | "cancelled",
  movesAt: Date | null,
) {
  const by = await nameOf(ctx.tx, ctx.tenantId);
  const body = {
    agreed: `${by} agreed to give the login domain ${domain} away. It moves at ${movesAt?.toISOString()}; until then either side can stop it.`,
    declined: `${by} declined to give the login domain ${domain} away. Nothing changes.`,
    cancelled: `${by} stopped the move of the login domain ${domain}. Nothing changes.`,
  }[status];
  const message = { subject: `The move of ${domain} was ${status}`, body };
  return [
    ...(await mailAdmins(ctx, message)),
    ...(await mailAdmins(inTenant(ctx, otherTenantId), message)),
  ];
}
