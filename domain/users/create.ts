import { z } from "zod";
import type { Context } from "#domain/kernel/context.ts";
import { admit, mutation, parse } from "#domain/kernel/operation.ts";
import { hashNewPassword } from "./hash-new-password.ts";
import { insertUser } from "./insert.ts";
import { assertMayGrant } from "./roles.ts";
import { createUserInput } from "./schemas.ts";

const storeUser = mutation({
  permission: "user.create",
  input: createUserInput.omit({ password: true }).extend({ passwordHash: z.string().nullable() }),
  run: async (ctx, input) => {
    assertMayGrant(ctx, input.roles ?? []);
    const row = await insertUser(ctx, input);
    return {
      result: row,
      audit: {
        action: "user.create",
        target: { kind: "user", id: row.id, name: row.email },
        after: { ...row, hasPassword: input.passwordHash !== null },
      },
    };
  },
});

/**
 * Adds a person to the context's tenant; in the platform's, an operator. A person without a password
 * signs in through a provider. The slow hash is made before the transaction, so that none is held.
 * Throws `invalid` for a weak password, `conflict` when the address is taken, `unavailable` while too
 * many passwords wait to be hashed.
 */
export const createUser = Object.assign(
  async (ctx: Context, rawInput: z.input<typeof createUserInput>) => {
    await admit(ctx, storeUser.permission);
    const { password, ...input } = parse(createUserInput, rawInput);
    const details = [input.email, input.name];
    const passwordHash = password === undefined ? null : await hashNewPassword(password, details);
    return await storeUser(ctx, { ...input, passwordHash });
  },
  { permission: storeUser.permission, input: createUserInput },
);
