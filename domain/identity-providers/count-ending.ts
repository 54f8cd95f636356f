import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { identityProviderSecrets, identityProviders } from "#db/schema/identity-providers.ts";
import { tenants } from "#db/schema/tenants.ts";
import { query } from "#domain/kernel/operation.ts";
import { isNewestSecret } from "./newest-secret.ts";

const WITHIN_DAYS = 7;
/** It is asked with every page of an operator's: past this nobody needs the number. */
const COUNTED = 100;

/**
 * How many secrets in use ended, or end within a week: what an operator sees in the sidebar. What
 * nobody signs in with, a switched-off provider or a suspended tenant's, is nobody's worry yet.
 */
export const countEndingSecrets = query({
  permission: "platform.read",
  input: z.object({}),
  run: async (ctx) => {
    const [s, p, t] = [identityProviderSecrets, identityProviders, tenants];
    const ending = ctx.db
      .select({ id: s.id })
      .from(s)
      .innerJoin(p, and(eq(p.tenantId, s.tenantId), eq(p.id, s.providerId)))
      .innerJoin(t, eq(t.id, s.tenantId))
      .where(
        and(
          sql`${s.expiresAt} <= now() + make_interval(days => ${WITHIN_DAYS}::int)`,
          eq(p.enabled, true),
          eq(t.status, "active"),
          isNewestSecret,
        ),
      )
      .limit(COUNTED)
      .as("ending");
    const [row] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(ending);
    return row?.count ?? 0;
  },
});
