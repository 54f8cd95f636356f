import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { identityProviderSecrets, identityProviders } from "#db/schema/identity-providers.ts";
import { page, pageInput, readCursor } from "#domain/kernel/list.ts";
import { query } from "#domain/kernel/operation.ts";
import { describeProvider, providerColumns } from "./queries.ts";

/** The providers of the context's tenant, oldest first, each with its readiness. */
export const listProviders = query({
  permission: "identity_provider.read",
  input: pageInput,
  run: async (ctx, input) => {
    const after = readCursor(input.cursor, z.tuple([z.uuid()]));
    const rows = await ctx.db
      .select(providerColumns)
      .from(identityProviders)
      .where(
        and(
          eq(identityProviders.tenantId, ctx.tenantId),
          after ? sql`${identityProviders.id} > ${after[0]}::uuid` : undefined,
        ),
      )
      .orderBy(asc(identityProviders.id))
      .limit(input.limit + 1);
    const secrets = await ctx.db
      .select()
      .from(identityProviderSecrets)
      .where(eq(identityProviderSecrets.tenantId, ctx.tenantId))
      .orderBy(sql`${identityProviderSecrets.id} desc`);
    const cut = page(rows, input.limit, (row) => [row.id]);
    const ofRow = (id: string) => secrets.filter((secret) => secret.providerId === id);
    return { ...cut, items: cut.items.map((row) => describeProvider(row, ofRow(row.id))) };
  },
});
