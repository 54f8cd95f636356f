import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "#db/schema/sessions.ts";
import { notFound, unauthenticated } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { endSessions } from "./end.ts";

/** Signs the person out here, or where `sessionId` says among the person's own sessions. */
export const endOwnSession = mutation({
  permission: "account.sign_out",
  input: z.object({ sessionId: z.uuid().optional() }),
  run: async (ctx, input) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw unauthenticated();
    const id = input.sessionId ?? actor.sessionId;
    const { ids: ended, jobs } = await endSessions(
      ctx.tx,
      and(
        eq(sessions.tenantId, actor.tenantId),
        eq(sessions.userId, actor.userId),
        eq(sessions.id, id),
      ),
    );
    if (ended.length === 0) throw notFound("session");
    return {
      result: { ended: 1 },
      audit: {
        action: "sign_in.sign_out",
        target: { kind: "session", id, name: actor.email },
        after: { sessions: 1 },
      },
      jobs,
      stale: [`session:${id}`],
    };
  },
});

/** Signs the person out everywhere, here included. Out: how many sessions ended. */
export const endAllOwnSessions = mutation({
  permission: "account.sign_out",
  input: z.object({}),
  run: async (ctx) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw unauthenticated();
    const { ids: ended, jobs } = await endSessions(
      ctx.tx,
      and(eq(sessions.tenantId, actor.tenantId), eq(sessions.userId, actor.userId)),
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
