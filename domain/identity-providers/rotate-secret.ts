import { and, eq, sql } from "drizzle-orm";
import { identityProviders } from "#db/schema/identity-providers.ts";
import { conflict } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { describeProvider, findProvider, secretsOf } from "./queries.ts";
import { providerKeyInput, rotateSecretInput } from "./schemas.ts";
import { addSecret, removeSecrets } from "./secrets.ts";

/** Adds a second live secret beside the old one. Throws `conflict` while two are live already. */
export const rotateProviderSecret = mutation({
  permission: "identity_provider.update",
  input: rotateSecretInput,
  run: async (ctx, input) => {
    const row = await findProvider(ctx.tx, ctx.tenantId, input.provider, true);
    const live = await secretsOf(ctx.tx, ctx.tenantId, row.id);
    if (live.length > 1) {
      throw conflict("Two secrets are live already. Retire the old one before you add another.");
    }
    const expiresAt = input.secretExpiresAt ? new Date(input.secretExpiresAt) : null;
    await addSecret(ctx, row.id, input.clientSecret, expiresAt);
    const after = describeProvider(row, await secretsOf(ctx.tx, ctx.tenantId, row.id));
    return {
      result: after,
      audit: {
        action: "identity_provider.rotate_secret",
        target: { kind: "identity_provider", id: row.id, name: `${row.kind} ${row.name}` },
        before: { liveSecrets: live.length },
        after: { liveSecrets: after.liveSecrets, secretExpiresAt: after.secretExpiresAt },
      },
      stale: [`tenant:${ctx.tenantId}`],
    };
  },
});

/** Forgets every secret but the newest. Throws `conflict` when there is no old one. */
export const retireOldProviderSecret = mutation({
  permission: "identity_provider.update",
  input: providerKeyInput,
  run: async (ctx, input) => {
    const row = await findProvider(ctx.tx, ctx.tenantId, input.provider, true);
    const live = await secretsOf(ctx.tx, ctx.tenantId, row.id);
    const [newest, ...old] = live;
    if (!newest || old.length === 0) throw conflict("There is no older secret to retire.");
    await removeSecrets(ctx, row.id, old);
    return {
      result: describeProvider(row, [newest]),
      audit: {
        action: "identity_provider.retire_secret",
        target: { kind: "identity_provider", id: row.id, name: `${row.kind} ${row.name}` },
        before: { liveSecrets: live.length },
        after: { liveSecrets: 1 },
      },
      stale: [`tenant:${ctx.tenantId}`],
    };
  },
});

/**
 * Takes back the newer of two live secrets, as when it was mistyped: sign-ins go on with the older one.
 * Throws `conflict` while one is live: a provider is never left without any.
 */
export const withdrawNewProviderSecret = mutation({
  permission: "identity_provider.update",
  input: providerKeyInput,
  run: async (ctx, input) => {
    const row = await findProvider(ctx.tx, ctx.tenantId, input.provider, true);
    const live = await secretsOf(ctx.tx, ctx.tenantId, row.id);
    const [newest, ...old] = live;
    if (!newest || old.length === 0) {
      throw conflict("There is one secret only: replace it under its settings.");
    }
    await removeSecrets(ctx, row.id, [newest]);
    await ctx.tx
      .update(identityProviders)
      // What was tested is not what stands here now.
      .set({ lastTest: null, updatedAt: sql`now()` })
      .where(and(eq(identityProviders.tenantId, ctx.tenantId), eq(identityProviders.id, row.id)));
    const after = describeProvider({ ...row, lastTest: null }, old);
    return {
      result: after,
      audit: {
        action: "identity_provider.withdraw_secret",
        target: { kind: "identity_provider", id: row.id, name: `${row.kind} ${row.name}` },
        before: { liveSecrets: live.length },
        after: { liveSecrets: after.liveSecrets, secretExpiresAt: after.secretExpiresAt },
      },
      stale: [`tenant:${ctx.tenantId}`],
    };
  },
});
