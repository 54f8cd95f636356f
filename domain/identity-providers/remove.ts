import { and, eq, sql } from "drizzle-orm";
import { identityProviders } from "#db/schema/identity-providers.ts";
import { loginDomains } from "#db/schema/login-domains.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { describeProvider, findProvider, secretsOf } from "./queries.ts";
import { providerKeyInput } from "./schemas.ts";

/** Removes a provider and its secrets; domains that had picked it offer it no more. */
export const removeProvider = mutation({
  permission: "identity_provider.delete",
  input: providerKeyInput,
  run: async (ctx, input) => {
    const row = await findProvider(ctx.tx, ctx.tenantId, input.provider, true);
    const before = describeProvider(row, await secretsOf(ctx.tx, ctx.tenantId, row.id));
    await ctx.tx
      .delete(identityProviders)
      .where(and(eq(identityProviders.tenantId, ctx.tenantId), eq(identityProviders.id, row.id)));
    await ctx.tx
      .update(loginDomains)
      .set({ providerIds: sql`array_remove(${loginDomains.providerIds}, ${row.id}::uuid)` })
      .where(
        and(
          eq(loginDomains.tenantId, ctx.tenantId),
          sql`${row.id}::uuid = any(${loginDomains.providerIds})`,
        ),
      );
    return {
      result: before,
      audit: {
        action: "identity_provider.delete",
        target: { kind: "identity_provider", id: row.id, name: `${row.kind} ${row.name}` },
        before,
      },
      stale: [`tenant:${ctx.tenantId}`],
    };
  },
});
