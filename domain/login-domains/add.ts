import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { loginDomains } from "#db/schema/login-domains.ts";
import { authorize, PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { conflict, invalid } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { firstCheckDelaySeconds } from "./check-schedule.ts";
import { parseClaim } from "./parse-claim.ts";
import { domainColumns, pickProviders, readDescribed } from "./queries.ts";
import { refusalOf } from "./rules.ts";
import { addDomainInput } from "./schemas.ts";
import { takeOwnership } from "./take-ownership.ts";

/**
 * Claims a domain for the context's tenant. The claim routes nothing until it is proven by DNS, or
 * vouched for by an operator. Throws `invalid` for a name that nobody can own, `conflict` when this
 * tenant claims it already, or when it is vouched for and another tenant's.
 */
export const addDomain = mutation({
  permission: "login_domain.create",
  input: addDomainInput,
  run: async (ctx, input) => {
    if (ctx.tenantId === PLATFORM_TENANT_ID) {
      throw invalid({ domain: "The platform has no login domains. Choose a tenant." });
    }
    const { domain, wildcard: starred } = parseClaim(input.domain);
    const refusal = refusalOf(domain);
    if (refusal) throw invalid({ domain: refusal });
    if (input.vouch !== undefined) authorize(ctx, "login_domain.vouch");
    const vouched = input.vouch !== undefined;
    const [row] = await ctx.tx
      .insert(loginDomains)
      .values({
        tenantId: ctx.tenantId,
        domain,
        status: vouched ? "verified" : "pending",
        wildcard: input.wildcard ?? starred,
        providerIds: await pickProviders(ctx.tx, ctx.tenantId, input.providers ?? null),
        challengeToken: vouched ? null : randomBytes(20).toString("base64url"),
        challengeExpiresAt: vouched ? null : sql`now() + interval '7 days'`,
        verifiedAt: vouched ? sql`now()` : null,
        verifiedBy: vouched ? "vouch" : null,
      })
      .onConflictDoNothing()
      .returning(domainColumns);
    if (!row) throw alreadyClaimed(domain);
    if (vouched) await takeOwnership(ctx, domain);
    const after = await readDescribed(ctx.tx, row);
    const target = { kind: "login_domain", id: domain, name: domain };
    return {
      result: after,
      audit: {
        action: vouched ? "login_domain.vouch" : "login_domain.create",
        target,
        after,
        ...(input.vouch === undefined ? {} : { reason: input.vouch }),
      },
      jobs: vouched
        ? []
        : [
            {
              name: "check-domain",
              data: { tenantId: ctx.tenantId, domain, attempt: 1 },
              startAfterSeconds: firstCheckDelaySeconds,
            },
          ],
      stale: [`domain:${domain}`],
    };
  },
});

function alreadyClaimed(domain: string) {
  const message = `This tenant has claimed "${domain}" already.`;
  return conflict(message, { domain: message });
}
