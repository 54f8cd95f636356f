import { z } from "zod";
import { mutation } from "#domain/kernel/operation.ts";
import { env } from "#platform/env.ts";
import { noteStep } from "./note-step.ts";

/** Confirms BASE_URL as it is now; with another one the step is asked again. */
export const confirmAddress = mutation({
  permission: "platform.set_up",
  input: z.object({}),
  run: async (ctx) => ({
    result: { baseUrl: env.BASE_URL },
    audit: await noteStep(ctx.tx, "address", "done", env.BASE_URL),
  }),
});
