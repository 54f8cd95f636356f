import { conflict } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { queueMail } from "#domain/mail-messages/queue-mail.ts";
import { lockPerson } from "#domain/users/lock-person.ts";
import { userIdInput } from "#domain/users/schemas.ts";
import { issueUserLink } from "./link.ts";

/**
 * Mails a person a link, good for an hour, that sets a new password. Throws `conflict` for somebody
 * suspended, and for somebody without a password: a mailbox must not open what a provider guards.
 */
export const sendPasswordReset = mutation({
  permission: "user.reset_password",
  input: userIdInput,
  run: async (ctx, { id }) => {
    const person = await lockPerson(ctx, id);
    if (person.status !== "active") throw conflict("This person is suspended. Restore them first.");
    if (!person.hasPassword) {
      throw conflict("This person has no password to reset. Invite them again instead.");
    }
    const link = await issueUserLink(ctx, id, "password_reset");
    const subject = "Set a new password";
    const body =
      "Somebody asked for a new password for this address.\n\nSet it within one hour:\n{link}\n\nIf it was not you, ignore this mail: your password stays as it is.\n";
    return {
      result: { sent: true },
      audit: {
        action: "user.request_password_reset",
        target: { kind: "user", id, name: person.email },
      },
      jobs: await queueMail(ctx, [{ to: person.email, subject, body, link }]),
    };
  },
});
