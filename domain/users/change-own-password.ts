import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { userLinks } from "#db/schema/user-links.ts";
import { users } from "#db/schema/users.ts";
import { writeAudit } from "#domain/kernel/audit.ts";
import { type Context, readHandle } from "#domain/kernel/context.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { conflict, invalid, rateLimited, unauthenticated } from "#domain/kernel/errors.ts";
import { admit, mutation, parse } from "#domain/kernel/operation.ts";
import { queueMail } from "#domain/mail-messages/queue-mail.ts";
import { signOutEverywhere } from "#domain/sessions/sign-out-everywhere.ts";
import { accountMayBeTried } from "#domain/sign-in/throttle.ts";
import { verifyPassword } from "#platform/password.ts";
import { hashNewPassword } from "./hash-new-password.ts";
import { changePasswordInput } from "./schemas.ts";

const storePassword = mutation({
  permission: "account.update",
  input: z.object({ oldHash: z.string(), newHash: z.string() }),
  run: async (ctx, { oldHash, newHash }) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw unauthenticated();
    const here = and(eq(users.tenantId, actor.tenantId), eq(users.id, actor.userId));
    const [changed] = await ctx.tx
      .update(users)
      .set({ passwordHash: newHash, updatedAt: sql`now()` })
      .where(and(here, eq(users.passwordHash, oldHash)))
      .returning({ email: users.email });
    if (!changed) throw conflict("The password was changed meanwhile. Try again.");
    await ctx.tx
      .delete(userLinks)
      .where(and(eq(userLinks.tenantId, actor.tenantId), eq(userLinks.userId, actor.userId)));
    const { tenantId, userId, sessionId } = actor;
    const who = { tenantId, userId, exceptSessionId: sessionId };
    const { ended, jobs } = await signOutEverywhere(ctx.tx, who);
    return {
      result: { endedSessions: ended },
      audit: {
        action: "account.change_password",
        target: { kind: "user", id: actor.userId, name: changed.email },
        after: { endedSessions: ended },
      },
      jobs: [
        ...jobs,
        ...(await queueMail({ ...ctx, tenantId: actor.tenantId }, [
          {
            to: changed.email,
            subject: "Your password was changed",
            body: "You changed your password, and your other sessions were signed out.\n\nIf it was not you, tell an admin of your tenant now.\n",
          },
        ])),
      ],
      stale: [`user:${actor.userId}`],
    };
  },
});

/**
 * Changes the signed-in person's own password; every other session of theirs ends. Throws `invalid`
 * for a wrong old or a weak new one, `conflict` for a person without one, `rate_limited` after ten
 * tries in 15 minutes, which count together with those of the sign-in page.
 */
export const changeOwnPassword = Object.assign(
  async (ctx: Context, rawInput: z.input<typeof changePasswordInput>) => {
    await admit(ctx, storePassword.permission);
    const input = parse(changePasswordInput, rawInput);
    const person = await readSelf(ctx);
    if (person.passwordHash === null) {
      throw conflict("You have no password here: a provider signs you in.");
    }
    if (!(await accountMayBeTried(person.email, ctx.request))) throw rateLimited(15 * 60);
    if (!(await matches(person.passwordHash, input.currentPassword))) {
      const target = { kind: "user", id: person.id, name: person.email };
      const outcome = "failure" as const;
      await writeAudit(ctx, [
        { action: "account.change_password", target, outcome, reason: "wrong_password" },
      ]);
      throw invalid({ currentPassword: "This is not your current password." });
    }
    const newHash = await newHashOf(input.newPassword, [person.email, person.name]);
    return await storePassword(ctx, { oldHash: person.passwordHash, newHash });
  },
  { permission: storePassword.permission, input: changePasswordInput },
);

async function readSelf(ctx: Context) {
  const { actor } = ctx;
  if (actor.kind !== "user") throw unauthenticated();
  try {
    const [row] = await readHandle(ctx)
      .select({
        id: users.id,
        email: users.email,
        name: users.name,
        passwordHash: users.passwordHash,
      })
      .from(users)
      .where(and(eq(users.tenantId, actor.tenantId), eq(users.id, actor.userId)));
    if (!row) throw unauthenticated();
    return row;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

async function matches(hash: string, password: string): Promise<boolean> {
  try {
    return await verifyPassword(hash, password);
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** The form's own name for the field. */
async function newHashOf(password: string, details: readonly string[]): Promise<string> {
  try {
    return await hashNewPassword(password, details);
  } catch (error) {
    if (error instanceof Error && "fields" in error) {
      const { password: message } = z.object({ password: z.string() }).parse(error.fields);
      throw invalid({ newPassword: message });
    }
    throw error;
  }
}
