import { z } from "zod";
import { deliverMail } from "#domain/mail-messages/deliver.ts";

const data = z.object({ tenantId: z.guid(), messageId: z.guid() });

/** Delivers one message of the outbox. */
export async function runDeliverMail(raw: unknown): Promise<void> {
  await deliverMail(data.parse(raw));
}
