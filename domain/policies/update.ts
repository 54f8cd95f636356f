import { and, eq, ne, sql } from "drizzle-orm";
import { policies } from "#db/schema/policies.ts";
import type { MutationContext } from "#domain/kernel/context.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { assertCurrent } from "#domain/kernel/version.ts";
import { editableOf, findPolicy, policyColumns, snapshotOf, versioned } from "./queries.ts";
import { nameTaken, readConditions } from "./rules.ts";
import { updatePolicyInput } from "./schemas.ts";

/**
 * Changes a policy; fields left out keep their value. Throws `invalid` and `conflict` as
 * `createPolicy` does, and `conflict` for a stale version.
 */
export const updatePolicy = mutation({
  permission: "policy.update",
  input: updatePolicyInput,
  run: async (ctx, { id, version, ...input }) => {
    const before = await findPolicy(ctx.tx, ctx.tenantId, id, true);
    const target = { kind: "policy", id };
    const changes = await readConditions(ctx.tx, ctx.tenantId, input);
    await assertCurrent(ctx, version, { now: editableOf(before), wants: changes, target });
    if (changes.name !== undefined) await assertFree(ctx, id, changes.name);
    const [row] = await ctx.tx
      .update(policies)
      .set({ ...changes, updatedAt: sql`now()` })
      .where(and(eq(policies.tenantId, ctx.tenantId), eq(policies.id, id)))
      .returning(policyColumns);
    if (!row) throw new Error("UPDATE of a locked row returned none");
    return {
      result: versioned(row),
      audit: {
        action: "policy.update",
        target: { ...target, name: row.name },
        before: snapshotOf(before),
        after: snapshotOf(row),
      },
      stale: [`policies:${ctx.tenantId}`],
    };
  },
});

async function assertFree(ctx: MutationContext, id: string, name: string): Promise<void> {
  const [other] = await ctx.tx
    .select({ id: policies.id })
    .from(policies)
    .where(and(eq(policies.tenantId, ctx.tenantId), eq(policies.name, name), ne(policies.id, id)));
  if (other) throw nameTaken();
}
