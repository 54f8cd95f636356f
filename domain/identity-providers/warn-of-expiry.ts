import { and, asc, eq, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "#db/client.ts";
import { identityProviderSecrets, identityProviders } from "#db/schema/identity-providers.ts";
import { tenants } from "#db/schema/tenants.ts";
import { systemContext } from "#domain/kernel/context.ts";
import { conflict } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { mailAdmins } from "#domain/mail-messages/mail-admins.ts";
import { env } from "#platform/env.ts";
import { warningDays } from "./expiry-rules.ts";
import { isNewestSecret } from "./newest-secret.ts";
import { findProvider } from "./queries.ts";

const BATCH = 200;

const warn = mutation({
  permission: "identity_provider.update",
  input: z.object({
    providerId: z.guid(),
    secretId: z.guid(),
    days: z.number(),
    expiresAt: z.date(),
  }),
  run: async (ctx, { providerId, secretId, days, expiresAt }) => {
    const row = await findProvider(ctx.tx, ctx.tenantId, providerId, true);
    const [noted] = await ctx.tx
      .update(identityProviderSecrets)
      .set({ warnedDays: days })
      .where(
        and(
          eq(identityProviderSecrets.tenantId, ctx.tenantId),
          eq(identityProviderSecrets.id, secretId),
          or(
            isNull(identityProviderSecrets.warnedDays),
            sql`${identityProviderSecrets.warnedDays} > ${days}::int`,
          ),
        ),
      )
      .returning({ id: identityProviderSecrets.id });
    if (!noted) throw conflict("This was warned of already.");
    const [tenant] = await ctx.tx
      .select({ slug: tenants.slug })
      .from(tenants)
      .where(eq(tenants.id, ctx.tenantId));
    const day = expiresAt.toISOString().slice(0, 10);
    return {
      result: { warned: true },
      audit: {
        action: "identity_provider.warn_expiry",
        target: { kind: "identity_provider", id: row.id, name: `${row.kind} ${row.name}` },
        after: { secretExpiresAt: expiresAt.toISOString(), days },
      },
      jobs: await mailAdmins(ctx, {
        subject:
          days === 0
            ? `The secret of ${row.name} ended`
            : `The secret of ${row.name} ends on ${day}`,
        body: [
          days === 0
            ? `The client secret of the provider ${row.name} ended on ${day}. Nobody signs in through it until you add a new one.`
            : `The client secret of the provider ${row.name} ends on ${day}, in ${days} days at most. From then on nobody signs in through it.`,
          `Make a new secret at the provider, and add it beside the old one: ${env.baseUrl.origin}/t/${tenant?.slug}/providers`,
        ].join("\n\n"),
      }),
    };
  },
});

/** Mails each warning once: at 60, 30 and 7 days, and at the end. Out: how many. */
export async function warnOfExpiringSecrets(): Promise<number> {
  let warned = 0;
  for (;;) {
    const due = await readDue();
    for (const { tenantId, ...secret } of due) {
      await warn(systemContext("secret-watch", tenantId), secret);
    }
    warned += due.length;
    if (due.length < BATCH) return warned;
  }
}

/** The newest secret of each provider that is nearer to its end than it was warned of. */
async function readDue() {
  const s = identityProviderSecrets;
  const cases = [0, ...warningDays].map(
    (days) =>
      sql`when ${s.expiresAt} <= now() + make_interval(days => ${days}::int) then ${days}::int`,
  );
  const nearest = sql<number>`case ${sql.join(cases, sql` `)} end`;
  const rows = await database()
    .select({
      tenantId: s.tenantId,
      providerId: s.providerId,
      secretId: s.id,
      expiresAt: s.expiresAt,
      days: nearest,
    })
    .from(s)
    .innerJoin(
      identityProviders,
      and(eq(identityProviders.tenantId, s.tenantId), eq(identityProviders.id, s.providerId)),
    )
    .innerJoin(tenants, eq(tenants.id, s.tenantId))
    .where(
      and(
        eq(tenants.status, "active"),
        eq(identityProviders.enabled, true),
        sql`coalesce(${s.warnedDays}, 1000) > ${nearest}`,
        isNewestSecret,
      ),
    )
    .orderBy(asc(s.expiresAt))
    .limit(BATCH);
  return rows.flatMap(({ expiresAt, ...row }) => (expiresAt ? { ...row, expiresAt } : []));
}
