import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Tx } from "#db/client.ts";
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
    if (await isExpired(ctx.tx, row)) throw expired(row.domain);
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
    const row = await readClaim(ctx, domain);
    const token = row.challengeToken;
    if (token === null) return await readDescribed(readHandle(ctx), row);
    // DNS may take seconds: no transaction is held meanwhile, and the token tells if it changed.
    const check = await checkChallenge(row.domain, token);
    return await settleCheck(ctx, { domain, token, check });
  },
  { permission: settleCheck.permission, input: domainInput },
);

/** The claim, unless it has expired unproven. */
async function readClaim(ctx: Context, domain: string): Promise<DomainRow> {
  try {
    const row = await findClaim(readHandle(ctx), ctx.tenantId, domain);
    if (await isExpired(readHandle(ctx), row)) throw expired(row.domain);
    return row;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** By the database's clock. A verified claim has no challenge and never expires. */
async function isExpired(db: Database | Tx, row: DomainRow): Promise<boolean> {
  const [pending] = await db
    .select({ expired: sql<boolean>`${loginDomains.challengeExpiresAt} <= now()` })
    .from(loginDomains)
    .where(and(eq(loginDomains.tenantId, row.tenantId), eq(loginDomains.domain, row.domain)));
  return pending?.expired === true;
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
    proofToken: row.challengeToken,
    recheckedAt: sql`now()`,
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
