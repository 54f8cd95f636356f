import { z } from "zod";
import { conflict } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { mailServer } from "#platform/mail.ts";
import { noteStep } from "./note-step.ts";
import { OUTBOX } from "./read-steps.ts";

/** Goes on without a mail server. Throws `conflict` when there is one, for a test mail to try. */
export const keepOutbox = mutation({
  permission: "platform.set_up",
  input: z.object({}),
  run: async (ctx) => {
    if (mailServer() !== null) {
      throw conflict("There is a mail server by now. Send a test mail, or skip the step.");
    }
    return { result: null, audit: await noteStep(ctx.tx, "mail", "done", OUTBOX) };
  },
});
