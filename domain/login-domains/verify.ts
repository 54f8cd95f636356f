import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { DomainCheck } from "#db/schema/login-domains.ts";
import { loginDomains } from "#db/schema/login-domains.ts";
import { type Context, type MutationContext, readHandle } from "#domain/kernel/context.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { conflict } from "#domain/kernel/errors.ts";
import { admit, mutation, type Outcome, parse } from "#domain/kernel/operation.ts";
import { mailAdmins } from "#domain/mail-messages/mail-admins.ts";
import { checkChallenge } from "./check-challenge.ts";
import { type DomainRow, domainColumns, findClaim, readDescribed } from "./queries.ts";
import { domainInput } from "./schemas.ts";
import { takeOwnership } from "./take-ownership.ts";

type Described = Awaited<ReturnType<typeof readDescribed>>;

const settleInput = domainInput.extend({ token: z.string(), check: z.custom<DomainCheck>() });

/** The decision, serialised by the claim's row lock: the claim must still be what was checked. */
const settleCheck = mutation({
  permission: "login_domain.verify",
  input: settleInput,
  run: async (ctx, input) => {
    const row = await findClaim(ctx.tx, ctx.tenantId, input.domain, true);
    if (row.challengeToken !== input.token) {
      throw conflict("The claim changed while it was checked. Look at it again.");
    }
    return input.check.outcome === "matched"
      ? await markVerified(ctx, row, input.check)
      : await markUnproven(ctx, row, input.check);
  },
});

/**
 * Checks a pending claim's TXT record now. Out: the domain, verified or with what was found.
 * A verified domain is answered as it is. Throws `not_found`, and `conflict` when the challenge has
 * expired, the claim changed meanwhile, or another tenant owns the domain.
 */
export const verifyDomain = Object.assign(
  async (ctx: Context, rawInput: z.input<typeof domainInput>): Promise<Described> => {
    await admit(ctx, settleCheck.permission);
    const { domain } = parse(domainInput, rawInput);
    const claim = await readClaim(ctx, domain);
    if (claim.row.status === "verified") return await readDescribed(readHandle(ctx), claim.row);
    if (claim.expired || claim.row.challengeToken === null) throw expired(domain);
    const token = claim.row.challengeToken;
    // DNS may take seconds: no transaction is held meanwhile, and the token tells if it changed.
    const check = await checkChallenge(claim.row.domain, token);
    return await settleCheck(ctx, { domain, token, check });
  },
  { permission: settleCheck.permission, input: domainInput },
);

async function readClaim(ctx: Context, domain: string) {
  try {
    const row = await findClaim(readHandle(ctx), ctx.tenantId, domain);
    const [clock] = await readHandle(ctx)
      .select({ expired: sql<boolean>`${loginDomains.challengeExpiresAt} < now()` })
      .from(loginDomains)
      .where(and(eq(loginDomains.tenantId, row.tenantId), eq(loginDomains.domain, row.domain)));
    return { row, expired: clock?.expired === true };
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

async function markVerified(
  ctx: MutationContext,
  row: DomainRow,
  lastCheck: DomainCheck,
): Promise<Outcome<Described>> {
  await takeOwnership(ctx, row.domain);
  const changed = await update(ctx, row, {
    status: "verified",
    lastCheck,
    challengeToken: null,
    challengeExpiresAt: null,
    verifiedAt: sql`now()`,
    verifiedBy: "dns",
  });
  const after = await readDescribed(ctx.tx, changed);
  return {
    result: after,
    audit: {
      action: "login_domain.verify",
      target: { kind: "login_domain", id: row.domain, name: row.domain },
      before: { status: row.status },
      after,
    },
    jobs: await mailAdmins(ctx, {
      subject: `${row.domain} is verified`,
      body: `The login domain ${row.domain} is verified. People with an address there can now sign in through your providers.`,
    }),
    stale: [`domain:${row.domain}`],
  };
}

async function markUnproven(
  ctx: MutationContext,
  row: DomainRow,
  lastCheck: DomainCheck,
): Promise<Outcome<Described>> {
  const changed = await update(ctx, row, { lastCheck });
  return {
    result: await readDescribed(ctx.tx, changed),
    audit: {
      action: "login_domain.check",
      target: { kind: "login_domain", id: row.domain, name: row.domain },
      outcome: "failure",
      reason: lastCheck.outcome,
      after: lastCheck,
    },
  };
}

async function update(
  ctx: MutationContext,
  row: DomainRow,
  values: Parameters<ReturnType<typeof ctx.tx.update<typeof loginDomains>>["set"]>[0],
): Promise<DomainRow> {
  const [changed] = await ctx.tx
    .update(loginDomains)
    .set({ ...values, updatedAt: sql`now()` })
    .where(and(eq(loginDomains.tenantId, row.tenantId), eq(loginDomains.domain, row.domain)))
    .returning(domainColumns);
  if (!changed) throw new Error("UPDATE of a locked row returned none");
  return changed;
}

function expired(domain: string) {
  return conflict(
    `The record for "${domain}" was not found within 7 days. Remove the domain and add it again.`,
  );
}
