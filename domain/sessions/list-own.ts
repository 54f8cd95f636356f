import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "#db/schema/sessions.ts";
import { unauthenticated } from "#domain/kernel/errors.ts";
import { query } from "#domain/kernel/operation.ts";

const MOST_SHOWN = 100;

/** The signed-in person's own active sessions, the latest first, this one marked. */
export const listOwnSessions = query({
  permission: "account.read",
  input: z.object({}),
  run: async (ctx) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw unauthenticated();
    const rows = await ctx.db
      .select({
        id: sessions.id,
        method: sessions.method,
        providerName: sessions.providerName,
        address: sessions.address,
        userAgent: sessions.userAgent,
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
        expiresAt: sessions.expiresAt,
      })
      .from(sessions)
      .where(
        and(
          eq(sessions.tenantId, actor.tenantId),
          eq(sessions.userId, actor.userId),
          eq(sessions.state, "active"),
          sql`${sessions.expiresAt} > now()`,
        ),
      )
      .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
      .limit(MOST_SHOWN);
    return rows.map((row) => ({ ...row, current: row.id === actor.sessionId }));
  },
});
