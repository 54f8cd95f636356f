import { and, eq, sql } from "drizzle-orm";
import { loginDomains } from "#db/schema/login-domains.ts";
import { notFound } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { assertCurrent, versionOf } from "#domain/kernel/version.ts";
import { domainColumns, editableOf, findClaim, pickProviders, readDescribed } from "./queries.ts";
import { updateDomainInput } from "./schemas.ts";

/**
 * Changes what a claim covers and offers, or switches its routing off and on. Throws `conflict` for a
 * stale version.
 */
export const updateDomain = mutation({
  permission: "login_domain.update",
  input: updateDomainInput,
  run: async (ctx, input) => {
    const row = await findClaim(ctx.tx, ctx.tenantId, input.domain, true);
    const before = await readDescribed(ctx.tx, row);
    const providerIds =
      input.providers === undefined
        ? row.providerIds
        : await pickProviders(ctx.tx, ctx.tenantId, input.providers);
    const target = { kind: "login_domain", id: row.domain };
    await assertCurrent(ctx, input.version, {
      now: editableOf(row),
      wants: {
        active: input.active,
        wildcard: input.wildcard,
        providers: input.providers === undefined ? undefined : providerIds,
      },
      target,
    });
    const [changed] = await ctx.tx
      .update(loginDomains)
      .set({
        active: input.active ?? row.active,
        wildcard: input.wildcard ?? row.wildcard,
        providerIds,
        updatedAt: sql`now()`,
      })
      .where(and(eq(loginDomains.tenantId, ctx.tenantId), eq(loginDomains.domain, row.domain)))
      .returning(domainColumns);
    if (!changed) throw notFound("login_domain");
    const after = await readDescribed(ctx.tx, changed);
    return {
      result: { ...after, version: versionOf(editableOf(changed)) },
      audit: {
        action: "login_domain.update",
        target: { ...target, name: row.domain },
        before,
        after,
      },
      stale: [`domain:${row.domain}`],
    };
  },
});
