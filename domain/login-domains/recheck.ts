import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "#db/client.ts";
import type { Job } from "#db/queue.ts";
import { type DomainCheck, loginDomains } from "#db/schema/login-domains.ts";
import { type Context, type MutationContext, readHandle } from "#domain/kernel/context.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { conflict, notFound } from "#domain/kernel/errors.ts";
import { admit, mutation, parse } from "#domain/kernel/operation.ts";
import { mailAdmins } from "#domain/mail-messages/mail-admins.ts";
import { checkChallenge } from "./check-challenge.ts";
import { type DomainRow, domainColumns, findClaim, readDescribed } from "./queries.ts";
import { challengeRecord, warningEnd } from "./rules.ts";
import { domainInput } from "./schemas.ts";

/** A change of state: the record went missing, came back, or the warning ran out. */
const settleRecheck = mutation({
  permission: "login_domain.verify",
  input: domainInput.extend({ token: z.string(), check: z.custom<DomainCheck>() }),
  run: async (ctx, { domain, token, check }) => {
    const row = await findClaim(ctx.tx, ctx.tenantId, domain, true);
    if (row.proofToken !== token) throw conflict("The domain changed while it was checked.");
    const found = check.outcome === "matched";
    const [changed] = await ctx.tx
      .update(loginDomains)
      .set({
        lastCheck: check,
        recheckedAt: sql`now()`,
        missingSince: found ? null : (row.missingSince ?? sql`now()`),
      })
      .where(and(eq(loginDomains.tenantId, ctx.tenantId), eq(loginDomains.domain, row.domain)))
      .returning(domainColumns);
    if (!changed) throw notFound("login_domain");
    return {
      result: await readDescribed(ctx.tx, changed),
      audit: {
        action: "login_domain.check",
        target: { kind: "login_domain", id: row.domain, name: row.domain },
        outcome: found ? "success" : "failure",
        reason: check.outcome,
        before: { missingSince: row.missingSince?.toISOString() ?? null },
        after: { ...check, missingSince: changed.missingSince?.toISOString() ?? null },
      },
      jobs: await tellAdmins(ctx, changed, token),
    };
  },
});

/**
 * Looks a verified domain's record up again. A missing one starts a warning of 14 days, by mail and
 * at the domain; it never stops the domain from routing, and a DNS that does not answer is no
 * finding at all. Out: the domain. Throws `conflict` for one that DNS did not prove.
 */
export const recheckDomain = Object.assign(
  async (ctx: Context, rawInput: z.input<typeof domainInput>) => {
    await admit(ctx, settleRecheck.permission);
    const { domain } = parse(domainInput, rawInput);
    const row = await read(ctx, domain);
    const token = row.proofToken;
    if (token === null || row.status !== "verified") {
      throw conflict("There is no record to look for: DNS did not prove this domain.");
    }
    // DNS may take seconds: no transaction is held meanwhile.
    const check = await checkChallenge(row.domain, token);
    if (isNews(row, check)) return await settleRecheck(ctx, { domain, token, check });
    return await note(row, check);
  },
  { permission: settleRecheck.permission, input: domainInput },
);

async function read(ctx: Context, domain: string): Promise<DomainRow> {
  try {
    return await findClaim(readHandle(ctx), ctx.tenantId, domain);
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

function isNews(row: DomainRow, check: DomainCheck): boolean {
  if (check.outcome === "failed") return false;
  if (check.outcome === "matched") return row.missingSince !== null;
  return row.missingSince === null || warningEndedSince(row);
}

/** True at the first look after the warning's end, when the last one was before it. */
function warningEndedSince(row: DomainRow): boolean {
  if (row.missingSince === null) return false;
  const end = warningEnd(row.missingSince);
  const lastLook = row.lastCheck ? new Date(row.lastCheck.at) : row.missingSince;
  return end <= new Date() && lastLook < end;
}

/** An observation without news is no event. After a failed look-up the next one comes sooner. */
async function note(row: DomainRow, check: DomainCheck) {
  const hours = check.outcome === "failed" ? 20 : 0;
  const [changed] = await database()
    .update(loginDomains)
    .set({
      recheckedAt: sql`now() - make_interval(hours => ${hours}::int)`,
      ...(check.outcome === "failed" ? {} : { lastCheck: check }),
    })
    .where(and(eq(loginDomains.tenantId, row.tenantId), eq(loginDomains.domain, row.domain)))
    .returning(domainColumns);
  if (!changed) throw notFound("login_domain");
  return await readDescribed(database(), changed);
}

async function tellAdmins(
  ctx: MutationContext,
  row: DomainRow,
  token: string,
): Promise<readonly Job[]> {
  if (row.missingSince === null) {
    return await mailAdmins(ctx, {
      subject: `${row.domain}: the DNS record is back`,
      body: `The record that proves ${row.domain} was found again. There is nothing left to do.`,
    });
  }
  const { host, value } = challengeRecord(row.domain, token);
  const end = warningEnd(row.missingSince).toISOString().slice(0, 10);
  return await mailAdmins(ctx, {
    subject: `${row.domain}: the DNS record is missing`,
    body: [
      `The record that proves that ${row.domain} is yours is missing since ${row.missingSince.toISOString()}.`,
      `Sign-ins go on as before. Put the record back by ${end}, or remove the domain if it is no longer yours:`,
      `TXT ${host}\n${value}`,
    ].join("\n\n"),
  });
}
