import { and, arrayContains, eq } from "drizzle-orm";
import type { Job } from "#db/queue.ts";
import { users } from "#db/schema/users.ts";
import type { MutationContext } from "#domain/kernel/context.ts";
import { queueMail } from "./queue-mail.ts";

const MOST_RECIPIENTS = 50;

/**
 * Puts one message to each active admin of the context's tenant into the outbox, in the caller's
 * transaction. Out: the delivery jobs, for the operation to return.
 */
export async function mailAdmins(
  ctx: MutationContext,
  message: { subject: string; body: string },
): Promise<Job[]> {
  const admins = await ctx.tx
    .select({ email: users.email })
    .from(users)
    .where(
      and(
        eq(users.tenantId, ctx.tenantId),
        eq(users.status, "active"),
        arrayContains(users.roles, ["admin"]),
      ),
    )
    .limit(MOST_RECIPIENTS);
  return await queueMail(
    ctx,
    admins.map(({ email }) => ({ to: email, ...message })),
  );
}
