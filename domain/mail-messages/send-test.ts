import { z } from "zod";
import { unauthenticated } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { queueMail } from "./queue-mail.ts";

/** Sends the operator who asks a mail, to see whether mail goes out. Out: where to, and which. */
export const sendTestMail = mutation({
  permission: "platform.test_mail",
  input: z.object({}),
  run: async (ctx) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw unauthenticated("Only a person has a mailbox to send to.");
    const jobs = await queueMail(ctx, [
      {
        to: actor.email,
        subject: "A test from Gatehouse",
        body: "This mail shows that Gatehouse can send mail.\n",
      },
    ]);
    return {
      result: { to: actor.email, messageId: jobs[0]?.data.messageId ?? null },
      audit: {
        action: "platform.test_mail",
        target: { kind: "user", id: actor.userId, name: actor.email },
      },
      jobs,
    };
  },
});
