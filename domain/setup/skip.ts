import { z } from "zod";
import { conflict } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { noteStep } from "./note-step.ts";
import { readProgress } from "./progress.ts";
import { wizardSteps } from "./schemas.ts";

/**
 * Leaves a step for later, or without one all that are not done. What is done stays so: then there
 * is nothing to skip, and it throws `conflict`.
 */
export const skipSetup = mutation({
  permission: "platform.set_up",
  input: z.object({ step: z.enum(wizardSteps, "The setup has no such step.").optional() }),
  run: async (ctx, { step }) => {
    const { steps } = await readProgress({ ...ctx, db: ctx.tx });
    const left = steps.filter((one) => one.state !== "done" && (!step || one.step === step));
    const [first, ...others] = left;
    if (!first) throw conflict("It is done already: there is nothing to skip.");
    const audit = [await noteStep(ctx.tx, first.step, "skipped")] as const;
    const more = [];
    for (const one of others) more.push(await noteStep(ctx.tx, one.step, "skipped"));
    return { result: { skipped: left.map((one) => one.step) }, audit: [...audit, ...more] };
  },
});
