import { and, eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { mailMessages } from "#db/schema/mail-messages.ts";
import { sendMail } from "#platform/mail.ts";
import { fullBody } from "./link-place.ts";

/**
 * Delivers one queued message of the outbox. Delivery is at least once: a process that dies between
 * the server's answer and our note of it sends the message again.
 * Throws what the mail server made of it, so that the job is tried again.
 */
export async function deliverMail(input: { tenantId: string; messageId: string }): Promise<void> {
  const here = and(
    eq(mailMessages.tenantId, input.tenantId),
    eq(mailMessages.id, input.messageId),
    eq(mailMessages.status, "queued"),
  );
  const [message] = await database()
    .select({
      tenantId: mailMessages.tenantId,
      id: mailMessages.id,
      to: mailMessages.recipient,
      subject: mailMessages.subject,
      body: mailMessages.body,
      sealedLink: mailMessages.sealedLink,
    })
    .from(mailMessages)
    .where(here);
  if (!message) return;
  try {
    const { to, subject } = message;
    const { kind } = await sendMail({ to, subject, text: fullBody(message) });
    await database()
      .update(mailMessages)
      .set({
        status: kind,
        sentAt: sql`now()`,
        attempts: sql`${mailMessages.attempts} + 1`,
        // Without a mail server the operators' outbox is where the link is read.
        ...(kind === "sent" ? { sealedLink: null } : {}),
      })
      .where(here);
  } catch (error) {
    const lastError = error instanceof Error ? error.message.slice(0, 500) : "unknown";
    await database()
      .update(mailMessages)
      .set({ lastError, attempts: sql`${mailMessages.attempts} + 1` })
      .where(here);
    throw error;
  }
}
