import { sql } from "drizzle-orm";
import { builtInClients } from "#db/schema/built-in-clients.ts";
import { endCommandLineGrants } from "#domain/grants/end-command-line.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { commandLineClient } from "./client.ts";
import { readEnabled } from "./queries.ts";
import { updateCommandLineInput } from "./schemas.ts";

/**
 * Lets people sign in by the command line, or refuses it on the whole platform. Switched off, every
 * login of it ends at once, and switching it on again brings none back.
 */
export const updateCommandLine = mutation({
  permission: "platform.update",
  input: updateCommandLineInput,
  run: async (ctx, { enabled }) => {
    const { clientId, name } = commandLineClient;
    const before = { enabled: await readEnabled(ctx.tx) };
    await ctx.tx
      .insert(builtInClients)
      .values({ clientId, enabled })
      .onConflictDoUpdate({
        target: builtInClients.clientId,
        set: { enabled, updatedAt: sql`now()` },
      });
    const ended = enabled ? 0 : await endCommandLineGrants(ctx.tx);
    return {
      result: { clientId, enabled },
      audit: {
        action: "platform.update",
        target: { kind: "sso_client", id: clientId, name },
        before,
        after: { enabled, ended },
      },
    };
  },
});
