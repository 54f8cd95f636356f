import { z } from "zod";
import type { Context } from "#domain/kernel/context.ts";
import { mutation, parse } from "#domain/kernel/operation.ts";
import { hashPassword } from "#platform/password.ts";
import { assertUncommonPassword } from "./assert-password.ts";
import { insertUser } from "./insert.ts";
import { createUserInput } from "./schemas.ts";

const storeUser = mutation({
  permission: "user.create",
  input: createUserInput.omit({ password: true }).extend({ passwordHash: z.string().nullable() }),
  run: async (ctx, input) => {
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
 * Throws `invalid` for a weak password, `conflict` when the address is taken.
 */
export const createUser = Object.assign(
  async (ctx: Context, rawInput: z.input<typeof createUserInput>) => {
    const { password, ...input } = parse(createUserInput, rawInput);
    if (password !== undefined) assertUncommonPassword(password, [input.email, input.name]);
    const passwordHash = password === undefined ? null : await hashPassword(password);
    return await storeUser(ctx, { ...input, passwordHash });
  },
  { permission: storeUser.permission, input: createUserInput },
);
