import { z } from "zod";

/** Whether people may sign in by `gatehouse login`. */
export const commandLineObject = z.object({ clientId: z.string(), enabled: z.boolean() });

export const updateCommandLineInput = z.strictObject({ enabled: z.boolean() });
