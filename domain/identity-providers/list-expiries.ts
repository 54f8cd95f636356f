import { and, eq, ilike, or, sql } from "drizzle-orm";
import { identityProviderSecrets, identityProviders } from "#db/schema/identity-providers.ts";
import { tenants } from "#db/schema/tenants.ts";
import { wantsTotal } from "#domain/kernel/list.ts";
import { cappedTotal, containing, listPage } from "#domain/kernel/list-page.ts";
import { query } from "#domain/kernel/operation.ts";
import { expiryWarning } from "./expiry-rules.ts";
import { isNewestSecret } from "./newest-secret.ts";
import { secretExpiryList } from "./schemas.ts";

const endsWithin = (days: number) =>
  sql`${identityProviderSecrets.expiresAt} <= now() + make_interval(days => ${days}::int)`;

/** The secrets of all tenants' providers that have an end, the nearest first. */
export const listSecretExpiries = query({
  permission: "platform.read",
  input: secretExpiryList.input,
  run: async (ctx, input) => {
    const [s, p, t] = [identityProviderSecrets, identityProviders, tenants];
    const at = listPage(
      input,
      { expiresAt: { by: s.expiresAt, kind: "instant" }, tenant: { by: t.slug, kind: "text" } },
      { by: s.id, kind: "uuid" },
    );
    const wanted = input.search === undefined ? undefined : containing(input.search);
    const matching = and(
      sql`${s.expiresAt} is not null`,
      isNewestSecret,
      wanted ? or(ilike(t.slug, wanted), ilike(t.name, wanted), ilike(p.name, wanted)) : undefined,
      input.withinDays === undefined ? undefined : endsWithin(input.withinDays),
    );
    const ofProvider = and(eq(p.tenantId, s.tenantId), eq(p.id, s.providerId));
    const found = await ctx.db
      .select({
        tenant: { slug: t.slug, name: t.name, status: t.status },
        provider: { id: p.id, kind: p.kind, name: p.name, enabled: p.enabled },
        expiresAt: s.expiresAt,
        ...at.key,
      })
      .from(s)
      .innerJoin(p, ofProvider)
      .innerJoin(t, eq(t.id, s.tenantId))
      .where(and(matching, at.where))
      .orderBy(...at.orderBy)
      .limit(at.limit);
    const { rows, ...cursors } = at.cut(found);
    const now = new Date();
    return {
      items: rows.map(({ tenant, provider, expiresAt }) => ({
        tenant,
        provider,
        expiresAt: expiresAt?.toISOString() ?? null,
        warning: expiryWarning(expiresAt, now),
      })),
      ...cursors,
      total: wantsTotal(input)
        ? await cappedTotal(
            ctx.db,
            sql`select from ${s} join ${p} on ${ofProvider} join ${t} on ${eq(t.id, s.tenantId)} where ${matching}`,
          )
        : null,
    };
  },
});
