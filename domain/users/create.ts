import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { loginEmails, users } from "#db/schema/users.ts";
import type { Context } from "#domain/kernel/context.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { conflict, invalid } from "#domain/kernel/errors.ts";
import { mutation, parse } from "#domain/kernel/operation.ts";
import { builtInRoles, platformRoles } from "#domain/kernel/permissions.ts";
import { parseEmailAddress } from "#domain/login-domains/email-address.ts";
import { isCommonPassword } from "#platform/common-passwords.ts";
import { hashPassword } from "#platform/password.ts";
import { userColumns } from "./queries.ts";
import { createUserInput } from "./schemas.ts";

const insertUser = mutation({
  permission: "user.create",
  input: createUserInput.omit({ password: true }).extend({ passwordHash: z.string().nullable() }),
  run: async (ctx, input) => {
    const email = parseEmailAddress(input.email);
    if (!email) throw invalid({ email: "Enter one email address, like name@company.com." });
    const roles = knownRoles(ctx.tenantId, input.roles);
    const id = uuidv7();
    const values = { tenantId: ctx.tenantId, id, email: email.address, name: input.name, roles };
    const [row] = await ctx.tx
      .insert(users)
      .values({ ...values, passwordHash: input.passwordHash })
      .returning(userColumns);
    const [claimed] = await ctx.tx
      .insert(loginEmails)
      .values({ email: email.address, tenantId: ctx.tenantId, userId: id })
      .onConflictDoNothing()
      .returning({ userId: loginEmails.userId });
    if (!row || !claimed) {
      const message = "Somebody signs in with this address already.";
      throw conflict(message, { email: message });
    }
    return {
      result: row,
      audit: {
        action: "user.create",
        target: { kind: "user", id, name: row.email },
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
    return await insertUser(ctx, { ...input, passwordHash });
  },
  { permission: insertUser.permission, input: createUserInput },
);

/** Throws `invalid` for a password that stands on a list of common ones (NIST SP 800-63B-4). */
export function assertUncommonPassword(password: string, context: readonly string[]): void {
  if (!isCommonPassword(password, context)) return;
  throw invalid({ password: "This password is easy to guess. Use a longer or less common one." });
}

function knownRoles(tenantId: string, roles: readonly string[] | undefined): string[] {
  const known = tenantId === PLATFORM_TENANT_ID ? platformRoles : builtInRoles;
  const chosen = roles ?? [tenantId === PLATFORM_TENANT_ID ? "operator" : "member"];
  const unknown = chosen.find((role) => !Object.hasOwn(known, role));
  if (unknown === undefined) return [...new Set(chosen)];
  throw invalid({
    roles: `There is no role "${unknown}". Roles are ${Object.keys(known).join(", ")}.`,
  });
}
