import { z } from "zod";
import { mutation } from "#domain/kernel/operation.ts";
import { sendTestMail } from "#domain/mail-messages/send-test.ts";
import { noteStep } from "./note-step.ts";

/** Sends the operator a test mail; the step is done once the mail server took it. Out: where to. */
export const testSetupMail = mutation({
  permission: "platform.set_up",
  input: z.object({}),
  run: async (ctx) => {
    const { to, messageId } = await sendTestMail(ctx, {});
    return { result: { to }, audit: await noteStep(ctx.tx, "mail", "done", messageId) };
  },
});
