import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { userLinks } from "#db/schema/user-links.ts";
import { users } from "#db/schema/users.ts";
import { type RequestInfo, systemContext } from "#domain/kernel/context.ts";
import { mutation, parse } from "#domain/kernel/operation.ts";
import { queueMail } from "#domain/mail-messages/queue-mail.ts";
import { signOutEverywhere } from "#domain/sessions/sign-out-everywhere.ts";
import { hashNewPassword } from "#domain/users/hash-new-password.ts";
import { newPassword } from "#domain/users/schemas.ts";
import { consumeUserLink, findUserLink, type LinkPurpose, linkIsOver } from "./link.ts";

export const setPasswordInput = z.object({ password: newPassword });

const storePassword = mutation({
  permission: "user.reset_password",
  input: z.object({
    token: z.string(),
    purpose: z.enum(["invitation", "password_reset"]),
    passwordHash: z.string(),
  }),
  run: async (ctx, { token, purpose, passwordHash }) => {
    const { tenantId } = ctx;
    const id = await consumeUserLink(ctx, token, purpose);
    const [person] = await ctx.tx
      .update(users)
      .set({ passwordHash, updatedAt: sql`now()` })
      .where(and(eq(users.tenantId, tenantId), eq(users.id, id), eq(users.status, "active")))
      .returning({ email: users.email });
    if (!person) throw linkIsOver();
    // Whoever knew the old password, or holds another link, is out.
    await ctx.tx
      .delete(userLinks)
      .where(
        and(
          eq(userLinks.tenantId, tenantId),
          eq(userLinks.userId, id),
          isNull(userLinks.consumedAt),
        ),
      );
    const { ended, jobs } = await signOutEverywhere(ctx.tx, { tenantId, userId: id });
    const reset = purpose === "password_reset";
    return {
      result: { email: person.email },
      audit: {
        action: reset ? "user.reset_password" : "user.accept_invitation",
        target: { kind: "user", id, name: person.email },
        after: { hasPassword: true, endedSessions: ended },
      },
      jobs: [...jobs, ...(reset ? await queueMail(ctx, [passwordChanged(person.email)]) : [])],
      stale: [`user:${id}`],
    };
  },
});

/**
 * Sets a new password with a mailed link, and ends every session of its owner. Out: the address to
 * sign in with. Throws `invalid` for a link that is not good (any more) and for a weak password,
 * `unavailable` when the database is away or too many passwords wait to be hashed.
 */
export async function resetPassword(
  token: string,
  rawInput: z.input<typeof setPasswordInput>,
  request: RequestInfo,
) {
  return await setPassword("password_reset", token, rawInput, request);
}

/** The first password of somebody invited, by the link of the invitation. As `resetPassword`. */
export async function acceptInvitation(
  token: string,
  rawInput: z.input<typeof setPasswordInput>,
  request: RequestInfo,
) {
  return await setPassword("invitation", token, rawInput, request);
}

async function setPassword(
  purpose: LinkPurpose,
  token: string,
  rawInput: z.input<typeof setPasswordInput>,
  request: RequestInfo,
) {
  // A made-up link costs a look-up, never a hash.
  const link = await findUserLink(token, purpose);
  if (!link) throw linkIsOver();
  const { password } = parse(setPasswordInput, rawInput);
  const passwordHash = await hashNewPassword(password, [link.email, link.name]);
  const ctx = systemContext("mail-link", link.tenantId, request);
  return await storePassword(ctx, { token, purpose, passwordHash });
}

/** So that an owner who did not do it knows at once. */
function passwordChanged(to: string) {
  return {
    to,
    subject: "Your password was changed",
    body: "The password of this address was changed, and its other sessions were signed out.\n\nIf it was not you, tell an admin of your tenant now.\n",
  };
}
