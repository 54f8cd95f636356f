import { z } from "zod";
import type { Context } from "#domain/kernel/context.ts";
import { conflict, GatehouseError } from "#domain/kernel/errors.ts";
import { admit, parse } from "#domain/kernel/operation.ts";
import { listProviders } from "./list.ts";
import type { DescribedProvider } from "./queries.ts";
import { rotateProviderSecret, withdrawNewProviderSecret } from "./rotate-secret.ts";
import { providerKeyInput, rotateSecretInput, setProviderInput } from "./schemas.ts";
import { setProvider } from "./set.ts";
import { testProvider } from "./test-connection.ts";

const connectInput = setProviderInput.extend({
  /** Whether the provider is thought to be new: one of the same name is not replaced then. */
  isNew: z.boolean().optional(),
});

/**
 * `setProvider`, and "Test connection" right after it, so that whoever typed something wrong hears
 * of it at once. What was saved stays when the test fails: `lastTest` tells at which stage. Throws
 * as `setProvider` does, and `conflict` for a new provider that is there already.
 */
export const connectProvider = Object.assign(
  async (ctx: Context, rawInput: z.input<typeof connectInput>) => {
    await admit(ctx, setProvider.permission);
    const { isNew, ...input } = parse(connectInput, rawInput);
    if (isNew) await assertNew(ctx, input);
    return await tested(ctx, await setProvider(ctx, input));
  },
  { permission: setProvider.permission, input: connectInput },
);

/** `rotateProviderSecret`, and a test of the new secret right after it. Throws as it does. */
export const rotateAndTest = Object.assign(
  async (ctx: Context, input: z.input<typeof rotateSecretInput>) =>
    await tested(ctx, await rotateProviderSecret(ctx, input)),
  { permission: rotateProviderSecret.permission, input: rotateSecretInput },
);

/** `withdrawNewProviderSecret`, and a test of the older one right after it. Throws as it does. */
export const withdrawAndTest = Object.assign(
  async (ctx: Context, input: z.input<typeof providerKeyInput>) =>
    await tested(ctx, await withdrawNewProviderSecret(ctx, input)),
  { permission: withdrawNewProviderSecret.permission, input: providerKeyInput },
);

async function tested(ctx: Context, saved: DescribedProvider): Promise<DescribedProvider> {
  try {
    return await testProvider(ctx, { provider: saved.id });
  } catch (error) {
    // Without a directory, say, there is nothing to test: its readiness says so.
    if (error instanceof GatehouseError && error.code === "conflict") return saved;
    throw error;
  }
}

async function assertNew(ctx: Context, { kind, name }: z.input<typeof setProviderInput>) {
  const { items } = await listProviders(ctx, { kind, limit: 100 });
  const wanted = name?.trim();
  const same = kind === "oidc" ? items.find((item) => item.name === wanted) : items[0];
  if (!same) return;
  if (kind !== "oidc") {
    throw conflict(`${same.name} is connected already. Open it in the list to change it.`);
  }
  throw conflict("There is a provider of this name already.", {
    name: "There is a provider of this name already. Choose another name.",
  });
}
