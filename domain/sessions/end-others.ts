import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "#db/schema/sessions.ts";
import { unauthenticated } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { endSessions } from "./end.ts";

/** Signs the person out everywhere but here. Out: how many sessions ended. */
export const endOtherOwnSessions = mutation({
  permission: "account.sign_out",
  input: z.object({}),
  run: async (ctx) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw unauthenticated();
    const { ids: ended, jobs } = await endSessions(
      ctx.tx,
      and(
        eq(sessions.tenantId, actor.tenantId),
        eq(sessions.userId, actor.userId),
        ne(sessions.id, actor.sessionId),
      ),
    );
    return {
      result: { ended: ended.length },
      audit: {
        action: "sign_in.sign_out",
        target: { kind: "user", id: actor.userId, name: actor.email },
        after: { sessions: ended.length },
      },
      jobs,
      stale: [`user:${actor.userId}`],
    };
  },
});
