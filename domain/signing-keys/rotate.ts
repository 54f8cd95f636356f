import { signingKeys } from "#db/schema/signing-keys.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { describeKeys } from "./list.ts";
import { addFirstKey, addSuccessors, lockKeys, publishedKeys } from "./queries.ts";
import { rotateSigningKeysInput, signingAlgorithms } from "./schemas.ts";

/**
 * Makes new signing keys. They are published now and sign two hours later, when no cache of the key
 * set is older; what the old keys signed stays good. With `compromised` the new keys sign at once and
 * the old ones are gone, with every token that they signed. Out: the keys as they are then.
 */
export const rotateSigningKeys = mutation({
  permission: "signing_key.rotate",
  input: rotateSigningKeysInput,
  run: async (ctx, { compromised }) => {
    await lockKeys(ctx.tx);
    const before = await publishedKeys(ctx.tx);
    if (compromised) await ctx.tx.delete(signingKeys);
    if (compromised || before.length === 0) {
      for (const algorithm of signingAlgorithms) await addFirstKey(ctx.tx, algorithm);
    } else {
      await addSuccessors(ctx.tx);
    }
    const after = await publishedKeys(ctx.tx);
    return {
      result: { items: describeKeys(after) },
      audit: {
        action: "signing_key.rotate",
        target: { kind: "signing_key", id: "signing_keys", name: "signing keys" },
        // The platform's own, wherever the operator stands.
        tenantId: PLATFORM_TENANT_ID,
        ...(compromised ? { reason: "compromised" } : {}),
        before: { keys: before.map((key) => key.id) },
        after: { keys: after.map((key) => key.id) },
      },
      stale: ["signing_key:all"],
    };
  },
});
