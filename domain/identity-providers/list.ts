import { and, eq, ilike, sql } from "drizzle-orm";
import { identityProviderSecrets, identityProviders } from "#db/schema/identity-providers.ts";
import { wantsTotal } from "#domain/kernel/list.ts";
import { cappedTotal, containing, listPage } from "#domain/kernel/list-page.ts";
import { query } from "#domain/kernel/operation.ts";
import { describeProvider, providerColumns, secretColumns } from "./queries.ts";
import { providerList } from "./schemas.ts";

/** The providers of the context's tenant, oldest first unless asked otherwise, with readiness. */
export const listProviders = query({
  permission: "identity_provider.read",
  input: providerList.input,
  run: async (ctx, input) => {
    const at = listPage(
      input,
      {
        createdAt: { by: identityProviders.createdAt, kind: "instant" },
        name: { by: identityProviders.name, kind: "text" },
        kind: { by: identityProviders.kind, kind: "text" },
        lastSignInAt: {
          by: sql`coalesce(${identityProviders.lastSignInAt}, '-infinity'::timestamptz)`,
          kind: "instant",
        },
      },
      { by: identityProviders.id, kind: "uuid" },
    );
    const matching = and(
      eq(identityProviders.tenantId, ctx.tenantId),
      input.search ? ilike(identityProviders.name, containing(input.search)) : undefined,
      input.kind ? eq(identityProviders.kind, input.kind) : undefined,
    );
    const found = await ctx.db
      .select({ ...providerColumns, ...at.key })
      .from(identityProviders)
      .where(and(matching, at.where))
      .orderBy(...at.orderBy)
      .limit(at.limit);
    const secrets = await ctx.db
      .select(secretColumns)
      .from(identityProviderSecrets)
      .where(eq(identityProviderSecrets.tenantId, ctx.tenantId))
      .orderBy(sql`${identityProviderSecrets.id} desc`);
    const { rows, ...cursors } = at.cut(found);
    const ofRow = (id: string) => secrets.filter((secret) => secret.providerId === id);
    return {
      items: rows.map((row) => describeProvider(row, ofRow(row.id))),
      ...cursors,
      total: wantsTotal(input)
        ? await cappedTotal(ctx.db, sql`select from ${identityProviders} where ${matching}`)
        : null,
    };
  },
});
