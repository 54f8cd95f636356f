import { v7 as uuidv7 } from "uuid";
import type { Job } from "#db/queue.ts";
import { mailMessages } from "#db/schema/mail-messages.ts";
import type { MutationContext } from "#domain/kernel/context.ts";
import { seal } from "#platform/seal.ts";
import type { Secret } from "#platform/secret.ts";
import { linkPlace } from "./link-place.ts";

type DeliveryJob = Extract<Job, { name: "deliver-mail" }>;

export type Message = {
  to: string;
  subject: string;
  /** `{link}` stands for `link`. */
  body: string;
  /** A one-time address: sealed until it is sent, and then forgotten. */
  link?: Secret;
};

/**
 * Puts messages into the context's tenant's outbox, in the caller's transaction. Out: the delivery
 * jobs, for the operation to return.
 */
export async function queueMail(
  ctx: MutationContext,
  messages: readonly Message[],
): Promise<DeliveryJob[]> {
  if (messages.length === 0) return [];
  const { tenantId } = ctx;
  const rows = messages.map(({ to, subject, body, link }) => {
    const id = uuidv7();
    const sealedLink = link ? seal(link, linkPlace(tenantId, id)) : null;
    return { tenantId, id, recipient: to, subject, body, sealedLink };
  });
  await ctx.tx.insert(mailMessages).values(rows);
  return rows.map(({ id }) => ({
    name: "deliver-mail" as const,
    data: { tenantId, messageId: id },
  }));
}
