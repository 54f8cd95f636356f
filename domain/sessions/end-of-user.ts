import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "#db/schema/sessions.ts";
import { notFound } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { getUser } from "#domain/users/get.ts";
import { userIdInput } from "#domain/users/schemas.ts";
import { endSessions } from "./end.ts";

/** Ends one session of somebody in the context's tenant; without `sessionId`, all of them. */
export const endSessionsOfUser = mutation({
  permission: "session.revoke",
  input: userIdInput.extend({ sessionId: z.uuid("This is not a session id.").optional() }),
  run: async (ctx, { id, sessionId }) => {
    const user = await getUser(ctx, { id });
    const { ids: ended, jobs } = await endSessions(
      ctx.tx,
      and(
        eq(sessions.tenantId, ctx.tenantId),
        eq(sessions.userId, id),
        sessionId === undefined ? undefined : eq(sessions.id, sessionId),
      ),
    );
    if (sessionId !== undefined && ended.length === 0) throw notFound("session");
    return {
      result: { ended: ended.length },
      audit: {
        action: "session.revoke",
        target: { kind: "user", id, name: user.email },
        after: { sessions: ended.length, ...(sessionId === undefined ? {} : { sessionId }) },
      },
      jobs,
      stale: [`user:${id}`],
    };
  },
});
