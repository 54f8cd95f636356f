import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { ConnectionTest } from "#db/schema/identity-providers.ts";
import { identityProviders } from "#db/schema/identity-providers.ts";
import { type Context, readHandle } from "#domain/kernel/context.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { conflict } from "#domain/kernel/errors.ts";
import { admit, mutation, parse } from "#domain/kernel/operation.ts";
import { checkConnection } from "./check-connection.ts";
import { clientOf } from "./load-upstream-client.ts";
import { describeProvider, findProvider, secretsOf } from "./queries.ts";
import { providerKeyInput } from "./schemas.ts";

const storeTest = mutation({
  permission: "identity_provider.test",
  input: providerKeyInput.extend({ updatedAt: z.date(), test: z.custom<ConnectionTest>() }),
  run: async (ctx, input) => {
    const row = await findProvider(ctx.tx, ctx.tenantId, input.provider, true);
    if (row.updatedAt.getTime() !== input.updatedAt.getTime()) {
      throw conflict("The provider was changed while it was tested. Test it again.");
    }
    const { test } = input;
    await ctx.tx
      .update(identityProviders)
      .set({ lastTest: test })
      .where(and(eq(identityProviders.tenantId, ctx.tenantId), eq(identityProviders.id, row.id)));
    const secrets = await secretsOf(ctx.tx, ctx.tenantId, row.id);
    return {
      result: describeProvider({ ...row, lastTest: test }, secrets),
      audit: {
        action: "identity_provider.test",
        target: { kind: "identity_provider", id: row.id, name: `${row.kind} ${row.name}` },
        outcome: test.ok ? "success" : "failure",
        reason: `${test.stage}: ${test.message}`,
        after: test,
      },
    };
  },
});

/**
 * Runs "Test connection" against the real provider and keeps the outcome. Out: the provider, with
 * the failing stage in `lastTest`. Throws `conflict` while it has no usable secret.
 */
export const testProvider = Object.assign(
  async (ctx: Context, rawInput: z.input<typeof providerKeyInput>) => {
    await admit(ctx, storeTest.permission);
    const { provider } = parse(providerKeyInput, rawInput);
    const { row, secrets } = await read(ctx, provider);
    const client = clientOf({ ...row, enabled: true }, secrets);
    if (!client) {
      const { reasons } = describeProvider(row, secrets);
      throw conflict(`There is nothing to test yet: ${reasons.join(", ").replaceAll("_", " ")}.`);
    }
    // The provider may take seconds: no transaction is held meanwhile.
    const test = await checkConnection(client);
    return await storeTest(ctx, { provider: row.id, updatedAt: row.updatedAt, test });
  },
  { permission: storeTest.permission, input: providerKeyInput },
);

async function read(ctx: Context, provider: string) {
  try {
    const db = readHandle(ctx);
    const row = await findProvider(db, ctx.tenantId, provider);
    return { row, secrets: await secretsOf(db, ctx.tenantId, row.id) };
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
