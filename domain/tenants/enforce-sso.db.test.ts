import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { mailMessages } from "#db/schema/mail-messages.ts";
import { users } from "#db/schema/users.ts";
import { withDatabase } from "#db/test-connection.ts";
import { systemContext } from "#domain/kernel/context.ts";
import { findSession } from "#domain/sessions/find.ts";
import { startSession } from "#domain/sessions/start.ts";
import {
  asOperator,
  asRole,
  eventsOf,
  newSession,
  newTenant,
  newUser,
  testRequest,
} from "#domain/testing/contexts.ts";
import { breakGlass, enforceSso, getSsoEnforcement } from "./enforce-sso.ts";
import { updateTenant } from "./update.ts";

withDatabase();

/** A sign-in through a provider: the tenant's own, or the platform's. */
async function throughProvider(tenantId: string, userId: string, ofTenant = true) {
  const { token } = await startSession(systemContext("sign-in", tenantId, testRequest()), {
    userId,
    method: "google",
    providerName: "Google",
    issuer: "https://accounts.google.com",
    loginDomain: null,
    ofTenant,
  });
  return token.reveal();
}

async function tenantWithAdmins(count: number) {
  const tenant = await newTenant();
  const admins = [];
  for (let made = 0; made < count; made += 1) {
    admins.push(await newUser(tenant.id, { roles: ["admin"] }));
  }
  return { tenant, admins };
}

async function mailsOf(tenantId: string) {
  return await database()
    .select({ to: mailMessages.recipient, subject: mailMessages.subject, body: mailMessages.body })
    .from(mailMessages)
    .where(eq(mailMessages.tenantId, tenantId));
}

test("an admin enforces SSO once two admins came through a provider of the tenant, not before", async () => {
  const { tenant, admins } = await tenantWithAdmins(3);
  const admin = asRole("admin", tenant.id);
  const [first, second] = admins.map((one) => one.id);
  await throughProvider(tenant.id, first ?? "");
  await throughProvider(tenant.id, second ?? "", false);
  await newSession(tenant.id, admins[2]?.id ?? "");
  expect(await getSsoEnforcement(admin, {})).toMatchObject({ mayEnforce: false, adminsProven: 1 });
  await expect(enforceSso(admin, {})).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("So far 1 did."),
  });

  await throughProvider(tenant.id, second ?? "");
  expect(await getSsoEnforcement(admin, {})).toMatchObject({ mayEnforce: true, adminsProven: 2 });
  expect(await enforceSso(admin, {})).toMatchObject({ ssoEnforced: true, endedSessions: 1 });
  expect(await mailsOf(tenant.id)).toHaveLength(3);
  expect((await eventsOf(tenant.id)).at(-1)).toMatchObject({
    action: "tenant.enforce_sso",
    after: { ssoEnforced: true, endedSessions: 1 },
  });
});

test.each([
  ["longer than 7 days ago", { lastProviderSignInAt: sql`now() - interval '7 days 1 minute'` }],
  ["by somebody who is no admin any more", { roles: ["member"] }],
  ["by somebody who is suspended", { status: "suspended" as const }],
])("a sign-in %s does not count", async (_, change) => {
  const { tenant, admins } = await tenantWithAdmins(2);
  for (const { id } of admins) await throughProvider(tenant.id, id);
  await database()
    .update(users)
    .set(change)
    .where(and(eq(users.tenantId, tenant.id), eq(users.id, admins[0]?.id ?? "")));
  await expect(enforceSso(asRole("admin", tenant.id), {})).rejects.toMatchObject({
    code: "conflict",
  });
});

test("enforcing ends the sessions of passwords only, and leaves the actor's own", async () => {
  const { tenant, admins } = await tenantWithAdmins(2);
  const kept = [];
  for (const { id } of admins) kept.push(await throughProvider(tenant.id, id));
  const own = await newSession(tenant.id, admins[0]?.id ?? "");
  const other = await newSession(tenant.id, admins[1]?.id ?? "");
  const actor = (await findSession(own))?.actor;
  if (!actor) throw new Error("not signed in");
  const ctx = { actor, tenantId: tenant.id, request: testRequest() };
  expect((await getSsoEnforcement(ctx, {})).effects).toEqual({
    peopleWithoutProvider: 2,
    passwordSessions: 2,
  });
  await enforceSso(ctx, {});
  expect(await findSession(own)).not.toBeNull();
  expect(await findSession(other)).toBeNull();
  for (const token of kept) expect(await findSession(token)).not.toBeNull();
});

test("breaking the glass is an operator's, needs a reason, and is audited and mailed with it", async () => {
  const { tenant } = await tenantWithAdmins(1);
  await updateTenant(asOperator(tenant.id), { ssoEnforced: true });
  const reason = "The provider's secret expired over night";
  await expect(breakGlass(asRole("admin", tenant.id), { reason })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(breakGlass(asOperator(tenant.id), { reason: " " })).rejects.toMatchObject({
    code: "invalid",
    fields: { reason: "Give the reason." },
  });
  expect(await breakGlass(asOperator(tenant.id), { reason })).toMatchObject({ ssoEnforced: false });
  expect((await eventsOf(tenant.id)).at(-1)).toMatchObject({
    action: "tenant.break_glass",
    reason,
  });
  expect((await mailsOf(tenant.id)).at(-1)?.body).toContain(reason);
});

test("an operator's policy change without the rule is mailed as well", async () => {
  const { tenant } = await tenantWithAdmins(1);
  await updateTenant(asOperator(tenant.id), { ssoEnforced: true });
  await updateTenant(asOperator(tenant.id), { ssoEnforced: true, name: "Same" });
  expect((await mailsOf(tenant.id)).map((mail) => mail.subject)).toEqual([
    `Single sign-on is enforced: ${tenant.slug}`,
  ]);
});
