import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "#db/schema/sessions.ts";
import { identities } from "#db/schema/users.ts";
import { notFound } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { endSessions } from "#domain/sessions/end.ts";
import { lockUser } from "./queries.ts";
import { userIdInput } from "./schemas.ts";

/**
 * Forgets that an upstream account is this person's, and ends the sessions that its issuer started.
 * At the next sign-in the account is linked anew, by its verified address.
 */
export const unlinkIdentity = mutation({
  permission: "user.update",
  input: userIdInput.extend({ issuer: z.string().max(500), subject: z.string().max(500) }),
  run: async (ctx, { id, issuer, subject }) => {
    const user = await lockUser(ctx, id);
    const { tenantId } = ctx;
    const [gone] = await ctx.tx
      .delete(identities)
      .where(
        and(
          eq(identities.tenantId, tenantId),
          eq(identities.userId, id),
          eq(identities.issuer, issuer),
          eq(identities.subject, subject),
        ),
      )
      .returning({ kind: identities.providerKind });
    if (!gone) throw notFound("identity");
    const { ids: ended, jobs } = await endSessions(
      ctx.tx,
      and(eq(sessions.tenantId, tenantId), eq(sessions.userId, id), eq(sessions.issuer, issuer)),
    );
    return {
      result: { endedSessions: ended.length },
      audit: {
        action: "user.unlink_identity",
        target: { kind: "user", id, name: user.email },
        before: { issuer, subject, kind: gone.kind },
        after: { endedSessions: ended.length },
      },
      jobs,
      stale: [`user:${id}`],
    };
  },
});
