import { and, eq } from "drizzle-orm";
import { users } from "#db/schema/users.ts";
import type { MutationContext } from "#domain/kernel/context.ts";
import { lockUser } from "./queries.ts";

/** A user of the context's tenant, locked, and whether a password is set. Throws `not_found`. */
export async function lockPerson(ctx: MutationContext, id: string) {
  const person = await lockUser(ctx, id);
  const [row] = await ctx.tx
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(and(eq(users.tenantId, ctx.tenantId), eq(users.id, id)));
  return { ...person, hasPassword: typeof row?.passwordHash === "string" };
}
