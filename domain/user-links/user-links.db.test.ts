import { and, eq, sql } from "drizzle-orm";
import { describe, expect, inject, test } from "vitest";
import { database } from "#db/client.ts";
import { mailMessages } from "#db/schema/mail-messages.ts";
import { userLinks } from "#db/schema/user-links.ts";
import { withConnection, withDatabase } from "#db/test-connection.ts";
import { deliverMail } from "#domain/mail-messages/deliver.ts";
import { findSession } from "#domain/sessions/find.ts";
import { signInWithPassword } from "#domain/sign-in/with-password.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import {
  asOperator,
  asRole,
  eventsOf,
  mailTo,
  newSession,
  newTenant,
  newUser,
  TEST_PASSWORD,
  testRequest,
} from "#domain/testing/contexts.ts";
import { suspendUser } from "#domain/users/set-status.ts";
import { inviteUser, inviteUserAgain } from "./invite-user.ts";
import { findUserLink } from "./link.ts";
import { requestPasswordReset, sendRequestedReset } from "./request-password-reset.ts";
import { sendPasswordReset } from "./send-password-reset.ts";
import { acceptInvitation, resetPassword } from "./set-password.ts";

withDatabase();

const NEW_PASSWORD = "seven brass kettles hum at dawn";
/** A request from an address of its own, so that no test meets another one's rate limit. */
let lastAddress = 0;
function freshRequest() {
  lastAddress += 1;
  return { ...testRequest(), address: `203.0.113.${lastAddress}` };
}

async function invited() {
  const tenant = await newTenant();
  const email = `guest@${tenant.domain}`;
  const person = await inviteUser(asRole("admin", tenant.id), { email, name: "Guest" });
  const [mail] = await mailTo(tenant.id, email);
  return { tenant, person, email, token: mail?.token ?? "" };
}

async function resetSent() {
  const tenant = await newTenant();
  const person = await newUser(tenant.id);
  await sendPasswordReset(asRole("admin", tenant.id), { id: person.id });
  const [mail] = await mailTo(tenant.id, person.email);
  return { tenant, person, token: mail?.token ?? "" };
}

async function canSignIn(email: string, password: string): Promise<boolean> {
  return (await signInWithPassword({ email, password }, freshRequest())) !== null;
}

async function expire(tenantId: string, age: string) {
  await database()
    .update(userLinks)
    .set({ expiresAt: sql`${userLinks.expiresAt} - ${age}::interval` })
    .where(eq(userLinks.tenantId, tenantId));
}

describe("an invitation", () => {
  test("sets the password by its link, once, and the person signs in", async () => {
    const { tenant, email, token } = await invited();
    expect(await findUserLink(token, "invitation")).toMatchObject({
      email,
      tenantName: "Test tenant",
    });
    expect(await acceptInvitation(token, { password: NEW_PASSWORD }, freshRequest())).toEqual({
      email,
    });
    expect(await canSignIn(email, NEW_PASSWORD)).toBe(true);
    expect(await findUserLink(token, "invitation")).toBeNull();
    const again = acceptInvitation(token, { password: TEST_PASSWORD }, freshRequest());
    await expect(again).rejects.toMatchObject({
      code: "invalid",
      fields: { token: expect.any(String) },
    });
    expect((await eventsOf(tenant.id)).map((event) => event.action)).toEqual(
      expect.arrayContaining(["user.invite", "user.accept_invitation"]),
    );
  });

  test("of twenty who use it at once lets exactly one in", async () => {
    const { token } = await invited();
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        acceptInvitation(token, { password: NEW_PASSWORD }, freshRequest()),
      ),
    );
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  });

  test("is good for 7 days, and sent again only the newest opens", async () => {
    const { tenant, person, email, token } = await invited();
    await expire(tenant.id, "7 days - 1 minute");
    expect(await findUserLink(token, "invitation")).not.toBeNull();
    await expire(tenant.id, "2 minutes");
    expect(await findUserLink(token, "invitation")).toBeNull();
    await inviteUserAgain(asRole("admin", tenant.id), { id: person.id });
    const second = (await mailTo(tenant.id, email)).at(-1)?.token ?? "";
    expect(await findUserLink(second, "invitation")).not.toBeNull();
    expect(await findUserLink(token, "invitation")).toBeNull();
  });

  test("refuses a weak password and stays good", async () => {
    const { token } = await invited();
    for (const password of ["short", "password12345", "guest guest guest"]) {
      await expect(acceptInvitation(token, { password }, freshRequest())).rejects.toMatchObject({
        code: "invalid",
        fields: { password: expect.any(String) },
      });
    }
    expect(await findUserLink(token, "invitation")).not.toBeNull();
  });

  test("opens nothing for somebody suspended, for another purpose, or altered", async () => {
    const { tenant, person, token } = await invited();
    expect(await findUserLink(token, "password_reset")).toBeNull();
    expect(await findUserLink(`${token.slice(0, -2)}AA`, "invitation")).toBeNull();
    await suspendUser(asOperator(tenant.id), { id: person.id });
    expect(await findUserLink(token, "invitation")).toBeNull();
  });

  test("grants nothing that the inviter may not do", async () => {
    const tenant = await newTenant();
    const ctx = asRole("admin", tenant.id);
    if (ctx.actor.kind !== "user") throw new Error("not a user");
    const permissions = new Set(ctx.actor.permissions);
    permissions.delete("identity_provider.delete");
    const weaker = { ...ctx, actor: { ...ctx.actor, permissions } };
    const input = { email: `x@${tenant.domain}`, name: "X", roles: ["admin"] };
    await expect(inviteUser(weaker, input)).rejects.toMatchObject({ code: "forbidden" });
    await inviteUser(weaker, { ...input, roles: ["auditor"] });
  });

  test("leads to the sign-in page where SSO is enforced, without a link", async () => {
    const tenant = await newTenant();
    await updateTenant(asOperator(tenant.id), { ssoEnforced: true });
    const email = `sso@${tenant.domain}`;
    await inviteUser(asRole("admin", tenant.id), { email, name: "Sso" });
    const [mail] = await mailTo(tenant.id, email);
    expect(mail).toMatchObject({
      token: "",
      text: expect.stringContaining("/auth/msp/signin?login_hint="),
    });
  });
});

describe("a password reset", () => {
  test("sets a new password once, ends every session and tells the owner", async () => {
    const { tenant, person, token } = await resetSent();
    const session = await newSession(tenant.id, person.id);
    expect(await findSession(session)).not.toBeNull();
    await resetPassword(token, { password: NEW_PASSWORD }, freshRequest());
    expect(await findSession(session)).toBeNull();
    expect(await canSignIn(person.email, TEST_PASSWORD)).toBe(false);
    expect(await canSignIn(person.email, NEW_PASSWORD)).toBe(true);
    expect((await mailTo(tenant.id, person.email)).at(-1)?.subject).toBe(
      "Your password was changed",
    );
    await expect(
      resetPassword(token, { password: TEST_PASSWORD }, freshRequest()),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  test("is good for an hour", async () => {
    const { tenant, token } = await resetSent();
    await expire(tenant.id, "59 minutes");
    expect(await findUserLink(token, "password_reset")).not.toBeNull();
    await expire(tenant.id, "2 minutes");
    expect(await findUserLink(token, "password_reset")).toBeNull();
  });

  test("is asked for by a known and an unknown address with the same statements", async () => {
    const tenant = await newTenant();
    const person = await newUser(tenant.id);
    const queued = async (email: string) =>
      withConnection(
        inject("ownerDatabaseUrl"),
        (owner) =>
          owner`select 1 from pgboss.job where name = 'send-password-reset' and data->>'email' = ${email}`,
      );
    for (const email of [person.email, `nobody@${tenant.domain}`]) {
      expect(await requestPasswordReset(email, freshRequest())).toBeUndefined();
      expect(await queued(email)).toHaveLength(1);
    }
    expect(await requestPasswordReset("not an address", freshRequest())).toBeUndefined();
  });

  test("is mailed to whoever has a password, and to nobody else", async () => {
    const tenant = await newTenant();
    const person = await newUser(tenant.id);
    const guest = await inviteUser(asOperator(tenant.id), {
      email: `g@${tenant.domain}`,
      name: "G",
    });
    const asked = (email: string) => sendRequestedReset({ email, requestId: "r", address: "" });
    await asked(guest.email);
    await asked(`nobody@${tenant.domain}`);
    expect(await mailTo(tenant.id, guest.email)).toHaveLength(1);
    await asked(person.email);
    expect(await mailTo(tenant.id, person.email)).toHaveLength(1);
    await updateTenant(asOperator(tenant.id), { ssoEnforced: true });
    await asked(person.email);
    expect(await mailTo(tenant.id, person.email)).toHaveLength(1);
    expect(
      (await eventsOf(tenant.id)).filter((e) => e.action === "user.request_password_reset"),
    ).toMatchObject([{ actorName: "mail-link", requestId: "r" }]);
  });

  test("floods neither a mailbox nor the queue", async () => {
    const tenant = await newTenant();
    const email = `flood@${tenant.domain}`;
    for (let asked = 0; asked < 5; asked += 1) await requestPasswordReset(email, freshRequest());
    const one = freshRequest();
    for (let asked = 0; asked < 7; asked += 1) await requestPasswordReset(`${asked}${email}`, one);
    const rows = await withConnection(
      inject("ownerDatabaseUrl"),
      (owner) => owner`select data->>'email' as email from pgboss.job
        where name = 'send-password-reset' and data->>'email' like ${`%${email}`}`,
    );
    expect(rows.filter((row) => row["email"] === email)).toHaveLength(3);
    expect(rows.filter((row) => row["email"] !== email)).toHaveLength(5);
  });
});

test("a link stands readable in no row, and is forgotten once it is sent", async () => {
  const { tenant, email, token } = await invited();
  const here = and(eq(mailMessages.tenantId, tenant.id), eq(mailMessages.recipient, email));
  const [row] = await database().select().from(mailMessages).where(here);
  const [link] = await database().select().from(userLinks).where(eq(userLinks.tenantId, tenant.id));
  expect(JSON.stringify([row, link, await eventsOf(tenant.id)])).not.toContain(token);
  await deliverMail({ tenantId: tenant.id, messageId: row?.id ?? "" });
  expect((await mailTo(tenant.id, email))[0]?.token).toBe(token);
});
