import type { MutationContext } from "#domain/kernel/context.ts";
import { conflict } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { queueMail } from "#domain/mail-messages/queue-mail.ts";
import { getTenant } from "#domain/tenants/get.ts";
import { insertUser } from "#domain/users/insert.ts";
import { lockPerson } from "#domain/users/lock-person.ts";
import { assertMayGrant } from "#domain/users/roles.ts";
import { inviteUserInput, userIdInput } from "#domain/users/schemas.ts";
import { env } from "#platform/env.ts";
import { issueUserLink } from "./link.ts";

/**
 * Adds a person and mails a link, good for 7 days, that sets the password; where SSO is enforced,
 * the mail leads to the sign-in page instead. Throws `invalid`, `conflict` as creating does, and
 * `forbidden` for roles that give what the actor may not do.
 */
export const inviteUser = mutation({
  permission: "user.create",
  input: inviteUserInput,
  run: async (ctx, input) => {
    assertMayGrant(ctx, input.roles ?? []);
    const row = await insertUser(ctx, { ...input, passwordHash: null });
    return {
      result: row,
      audit: {
        action: "user.invite",
        target: { kind: "user", id: row.id, name: row.email },
        after: row,
      },
      jobs: await mailInvitation(ctx, row),
    };
  },
});

/** Mails a new invitation; the one before it opens nothing any more. */
export const inviteUserAgain = mutation({
  permission: "user.create",
  input: userIdInput,
  run: async (ctx, { id }) => {
    const { hasPassword, ...person } = await lockPerson(ctx, id);
    if (hasPassword) throw conflict("This person has a password already. Send a reset instead.");
    if (person.status !== "active") throw conflict("This person is suspended. Restore them first.");
    return {
      result: person,
      audit: {
        action: "user.invite",
        target: { kind: "user", id, name: person.email },
        reason: "again",
      },
      jobs: await mailInvitation(ctx, person),
    };
  },
});

async function mailInvitation(ctx: MutationContext, person: { id: string; email: string }) {
  const tenant = await getTenant(ctx, {});
  const by = ctx.actor.kind === "user" ? ` by ${ctx.actor.email}` : "";
  const subject = `You are invited to ${tenant.name}`.replaceAll(/\p{Cc}/gu, " ");
  const hello = `You were invited${by} to sign in to ${tenant.name}.`;
  if (tenant.ssoEnforced) {
    const page = new URL("/auth/msp/signin", env.baseUrl);
    page.searchParams.set("login_hint", person.email);
    const body = `${hello}\n\nSign in with your company account:\n${page.href}\n`;
    return await queueMail(ctx, [{ to: person.email, subject, body }]);
  }
  const link = await issueUserLink(ctx, person.id, "invitation");
  const body = `${hello}\n\nAccept within 7 days:\n{link}\n\nWho did not expect this mail can ignore it.\n`;
  return await queueMail(ctx, [{ to: person.email, subject, body, link }]);
}
