import { z } from "zod";
import { query } from "#domain/kernel/operation.ts";
import { commandLineClient } from "./client.ts";
import { readEnabled } from "./queries.ts";

/** Whether people may sign in by the command line. */
export const getCommandLine = query({
  permission: "platform.read",
  input: z.object({}),
  run: async (ctx) => ({
    clientId: commandLineClient.clientId,
    enabled: await readEnabled(ctx.db),
  }),
});
