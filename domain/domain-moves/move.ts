import { and, eq, like, or, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "#db/client.ts";
import { domainMoves, loginDomains, verifiedDomains } from "#db/schema/login-domains.ts";
import { sessions } from "#db/schema/sessions.ts";
import { inTenant, type MutationContext, systemContext } from "#domain/kernel/context.ts";
import { conflict } from "#domain/kernel/errors.ts";
import { startingWith } from "#domain/kernel/list-page.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { mailAdmins } from "#domain/mail-messages/mail-admins.ts";
import { endSessions } from "#domain/sessions/end.ts";

type Move = { domain: string; fromTenantId: string; toTenantId: string };

/** All of it in one transaction: at no moment do two tenants own the domain, or none. */
const settleMove = mutation({
  permission: "login_domain.move",
  input: z.object({ moveId: z.guid() }),
  run: async (ctx, { moveId }) => {
    const move = await lockDue(ctx, moveId);
    const moved = await takeOver(ctx, move);
    const status = moved ? ("moved" as const) : ("failed" as const);
    await ctx.tx
      .update(domainMoves)
      .set({ status, closedAt: sql`now()` })
      .where(eq(domainMoves.id, moveId));
    const { ids, jobs } = moved
      ? await endSessions(ctx.tx, cameThrough(move, moved.wildcard))
      : { ids: [], jobs: [] };
    const ended = ids.length;
    const { domain, fromTenantId, toTenantId } = move;
    const target = { kind: "login_domain", id: domain, name: domain };
    const event = { action: "login_domain.move" as const, target, after: { status, ended } };
    const message = moved
      ? {
          subject: `${domain} has moved`,
          body: `The login domain ${domain} now belongs to the tenant that asked for it. Sessions that came through it have ended.`,
        }
      : {
          subject: `${domain} did not move`,
          body: `The login domain ${domain} did not move: one side's claim to it is gone.`,
        };
    return {
      result: { domain, status, endedSessions: ended },
      audit: [
        { ...event, tenantId: toTenantId },
        { ...event, tenantId: fromTenantId },
      ],
      jobs: [
        ...jobs,
        ...(await mailAdmins(inTenant(ctx, fromTenantId), message)),
        ...(await mailAdmins(inTenant(ctx, toTenantId), message)),
      ],
      stale: [`domain:${domain}`, `tenant:${fromTenantId}`, `tenant:${toTenantId}`],
    };
  },
});

/**
 * The job: moves a domain whose cool-down is over. A move that was stopped meanwhile, or is done, is
 * let be. Throws `conflict` while it is too early, so that the job comes again.
 */
export async function moveDomain({ moveId }: { moveId: string }): Promise<void> {
  const [move] = await database()
    .select({ status: domainMoves.status, toTenantId: domainMoves.toTenantId })
    .from(domainMoves)
    .where(eq(domainMoves.id, moveId));
  if (move?.status !== "agreed") return;
  await settleMove(systemContext("domain-watch", move.toTenantId), { moveId });
}

async function lockDue(ctx: MutationContext, moveId: string): Promise<Move> {
  const [move] = await ctx.tx
    .select({
      domain: domainMoves.domain,
      fromTenantId: domainMoves.fromTenantId,
      toTenantId: domainMoves.toTenantId,
    })
    .from(domainMoves)
    .where(
      and(
        eq(domainMoves.id, moveId),
        eq(domainMoves.status, "agreed"),
        sql`${domainMoves.movesAt} <= now()`,
      ),
    )
    .for("update");
  if (!move) throw conflict("This move is not due.");
  return move;
}

/** The new owner's claim, or null when either claim is gone: nothing was changed then. */
async function takeOver(ctx: MutationContext, move: Move): Promise<{ wildcard: boolean } | null> {
  const claimOf = (tenantId: string) =>
    and(eq(loginDomains.tenantId, tenantId), eq(loginDomains.domain, move.domain));
  const [claim] = await ctx.tx
    .select({ status: loginDomains.status })
    .from(loginDomains)
    .where(claimOf(move.toTenantId))
    .for("update");
  if (claim?.status !== "pending") return null;
  const [owned] = await ctx.tx
    .update(verifiedDomains)
    .set({ tenantId: move.toTenantId })
    .where(
      and(eq(verifiedDomains.domain, move.domain), eq(verifiedDomains.tenantId, move.fromTenantId)),
    )
    .returning({ domain: verifiedDomains.domain });
  if (!owned) return null;
  const [given] = await ctx.tx
    .delete(loginDomains)
    .where(claimOf(move.fromTenantId))
    .returning({ wildcard: loginDomains.wildcard });
  await ctx.tx
    .update(loginDomains)
    .set({
      status: "verified",
      verifiedAt: sql`now()`,
      verifiedBy: "move",
      challengeToken: null,
      challengeExpiresAt: null,
      updatedAt: sql`now()`,
    })
    .where(claimOf(move.toTenantId));
  return { wildcard: given?.wildcard === true };
}

/** Whoever came in through the domain was the old owner's, and is not let stay: which sessions. */
function cameThrough(move: Move, wildcard: boolean) {
  const below = startingWith(`.${move.domain}`).slice(0, -1);
  return and(
    eq(sessions.tenantId, move.fromTenantId),
    or(
      eq(sessions.loginDomain, move.domain),
      wildcard ? like(sessions.loginDomain, `%${below}`) : undefined,
    ),
  );
}
