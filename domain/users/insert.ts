import { v7 as uuidv7 } from "uuid";
import { loginEmails, users } from "#db/schema/users.ts";
import { type MutationContext, PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { conflict, invalid } from "#domain/kernel/errors.ts";
import { parseEmailAddress } from "#domain/login-domains/email-address.ts";
import { userColumns } from "./queries.ts";
import { knownRoles } from "./roles.ts";

/**
 * Writes a person into the context's tenant. An address signs in to one tenant only.
 * Throws `invalid` for a bad address or an unknown role, `conflict` when the address is taken.
 */
export async function insertUser(
  ctx: MutationContext,
  input: { email: string; name: string; roles?: string[] | undefined; passwordHash: string | null },
) {
  const email = parseEmailAddress(input.email);
  if (!email) throw invalid({ email: "Enter one email address, like name@company.com." });
  const id = uuidv7();
  const [row] = await ctx.tx
    .insert(users)
    .values({
      tenantId: ctx.tenantId,
      id,
      email: email.address,
      name: input.name,
      roles: knownRoles(ctx.tenantId, input.roles ?? [defaultRole(ctx.tenantId)]),
      passwordHash: input.passwordHash,
    })
    .returning(userColumns);
  const [claimed] = await ctx.tx
    .insert(loginEmails)
    .values({ email: email.address, tenantId: ctx.tenantId, userId: id })
    .onConflictDoNothing()
    .returning({ userId: loginEmails.userId });
  if (row && claimed) return row;
  const message = "Somebody signs in with this address already.";
  throw conflict(message, { email: message });
}

function defaultRole(tenantId: string): string {
  return tenantId === PLATFORM_TENANT_ID ? "operator" : "member";
}
