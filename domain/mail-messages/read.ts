import { eq } from "drizzle-orm";
import { mailMessages } from "#db/schema/mail-messages.ts";
import { tenants } from "#db/schema/tenants.ts";
import { notFound } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { fullBody } from "./link-place.ts";
import { mailMessageInput } from "./schemas.ts";

/**
 * A message with its whole text, one-time link included as long as it was not sent by mail. Whoever
 * reads it could use that link, so reading leaves an event in the log of the message's tenant.
 */
export const readMail = mutation({
  permission: "platform.read",
  input: mailMessageInput,
  run: async (ctx, { id }) => {
    const m = mailMessages;
    const [row] = await ctx.tx
      .select({
        tenantId: m.tenantId,
        id: m.id,
        tenant: tenants.slug,
        recipient: m.recipient,
        subject: m.subject,
        body: m.body,
        sealedLink: m.sealedLink,
        status: m.status,
        attempts: m.attempts,
        lastError: m.lastError,
        createdAt: m.createdAt,
        sentAt: m.sentAt,
      })
      .from(m)
      .innerJoin(tenants, eq(tenants.id, m.tenantId))
      .where(eq(m.id, id));
    if (!row) throw notFound("mail_message");
    const { tenantId, sealedLink, createdAt, sentAt, ...shown } = row;
    return {
      result: {
        ...shown,
        body: fullBody(row),
        createdAt: createdAt.toISOString(),
        sentAt: sentAt?.toISOString() ?? null,
      },
      audit: {
        action: "mail_message.read",
        tenantId,
        target: { kind: "mail_message", id, name: row.subject },
        after: { recipient: row.recipient, withLink: sealedLink !== null },
      },
    };
  },
});
