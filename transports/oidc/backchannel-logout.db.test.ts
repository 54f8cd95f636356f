import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import * as oidc from "openid-client";
import { describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { sessions } from "#db/schema/sessions.ts";
import { withDatabase } from "#db/test-connection.ts";
import { giveConsent } from "#domain/consents/give.ts";
import { withdrawOwnConsent } from "#domain/consents/withdraw.ts";
import { forgetOldGrants } from "#domain/grants/forget-old.ts";
import { listLogoutDeliveries } from "#domain/logout-deliveries/list.ts";
import { endSessionsOfUser } from "#domain/sessions/end-of-user.ts";
import { endOtherOwnSessions } from "#domain/sessions/end-others.ts";
import { endAllOwnSessions, endOwnSession } from "#domain/sessions/end-own.ts";
import { forgetEndedSessions } from "#domain/sessions/forget-ended.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import {
  asOperator,
  newSession,
  newTenant,
  newUser,
  TEST_PASSWORD,
} from "#domain/testing/contexts.ts";
import { changeOwnPassword } from "#domain/users/change-own-password.ts";
import { deleteUser } from "#domain/users/delete.ts";
import { suspendUser } from "#domain/users/set-status.ts";
import {
  deliverAll,
  deliveriesOf,
  jobsOf,
  logoutEvents,
  newReceiver,
  own,
  type Visited,
  visited,
  withLogoutReceivers,
} from "./test-logout-visit.ts";
import {
  newBrowser,
  newClient,
  newPerson,
  signIn,
  withOpenIdProvider,
} from "./test-relying-party.ts";

withDatabase();
withOpenIdProvider();
withLogoutReceivers();

const ends: [string, (all: Visited) => Promise<unknown>][] = [
  ["signing out", async (all) => endOwnSession(await own(all), {})],
  ["signing out everywhere", async (all) => endAllOwnSessions(await own(all), {})],
  [
    "signing out the other browsers",
    async (all) => {
      const other = await newSession(all.person.tenant.id, all.person.user.id);
      return await endOtherOwnSessions(await own(all, other), {});
    },
  ],
  [
    "changing the password on another browser",
    async (all) => {
      const other = await newSession(all.person.tenant.id, all.person.user.id);
      const passwords = {
        currentPassword: TEST_PASSWORD,
        newPassword: "seven slow herons watch barges",
      };
      return await changeOwnPassword(await own(all, other), passwords);
    },
  ],
  [
    "an admin who ends the session",
    ({ person }) => endSessionsOfUser(asOperator(person.tenant.id), { id: person.user.id }),
  ],
  [
    "suspending the person",
    ({ person }) => suspendUser(asOperator(person.tenant.id), { id: person.user.id }),
  ],
  [
    "deleting the person",
    ({ person }) => deleteUser(asOperator(person.tenant.id), { id: person.user.id }),
  ],
  [
    "suspending the tenant",
    ({ person }) => updateTenant(asOperator(person.tenant.id), { status: "suspended" }),
  ],
  [
    "somebody else who signs in on the same browser",
    async ({ person }) => {
      const other = await newUser(person.tenant.id);
      await newSession(person.tenant.id, other.id, person.cookie);
    },
  ],
  [
    "an app that asks to sign out",
    async ({ party, browser, tokens }) => {
      const hint = { id_token_hint: tokens.id_token ?? "" };
      const { text } = await browser.follow(oidc.buildEndSessionUrl(party.config, hint));
      const xsrf = /name="xsrf" value="([^"]+)"/.exec(text)?.[1] ?? "";
      await browser.post("/oauth2/logout/confirm", { xsrf, logout: "yes" });
    },
  ],
];

describe.each(ends)("%s", (_, end) => {
  test("tells the app that was visited, once, by the session id of its tokens", async () => {
    const all = await visited();
    const { person, receiver, sid, sub } = all;
    const tenantId = person.tenant.id;
    const bystander = await newReceiver();
    await newClient(tenantId, { backchannelLogoutUri: bystander.uri });
    await end(all);
    const [delivery, ...more] = await deliveriesOf(tenantId);
    expect(more).toEqual([]);
    expect(await jobsOf(tenantId)).toMatchObject([{ deliveryId: delivery?.id, seconds: 0 }]);
    await deliverAll(tenantId);
    await deliverAll(tenantId);
    expect(receiver.taken).toMatchObject([{ sid, sub, alg: "RS256" }]);
    expect([receiver.requests, bystander.requests]).toEqual([1, 0]);
    expect(await deliveriesOf(tenantId)).toMatchObject([
      { state: "delivered", tries: 1, lastError: null, nextTryAt: null },
    ]);
    expect(await logoutEvents(tenantId)).toMatchObject([
      { outcome: "success", actorName: "logout-delivery", after: { tries: 1 } },
    ]);
  });
});

test("withdrawing what a person agreed to tells that app alone, and an app's consent is no other's", async () => {
  const all = await visited();
  const { person, receiver, party, sid } = all;
  const other = await newReceiver();
  const otherParty = await newClient(person.tenant.id, { backchannelLogoutUri: other.uri });
  other.clientId = otherParty.client.clientId;
  await signIn(otherParty, newBrowser(person.cookie));
  const ctx = await own(all);
  const ssoClientId = party.client.id;
  await giveConsent(ctx, { ssoClientId, scopes: ["openid"], claims: [], resources: {} });
  await withdrawOwnConsent(ctx, { ssoClientId });
  await deliverAll(person.tenant.id);
  expect(receiver.taken).toMatchObject([{ sid }]);
  expect(other.requests).toBe(0);
});

test("a token is signed in the client's own format", async () => {
  const all = await visited({ tokenFormat: "ES256" });
  await endOwnSession(await own(all), {});
  await deliverAll(all.person.tenant.id);
  expect(all.receiver.taken).toMatchObject([{ alg: "ES256" }]);
});

test("two visits in one session are one, and signing in anew changes no session id", async () => {
  const all = await visited();
  const { person, party, receiver, sid } = all;
  await signIn(party, all.browser);
  const again = await newSession(person.tenant.id, person.user.id, person.cookie);
  expect(await deliveriesOf(person.tenant.id)).toEqual([]);
  await endOwnSession(await own(all, again), {});
  await deliverAll(person.tenant.id);
  expect(receiver.taken).toMatchObject([{ sid }]);
});

test("an app that gave its tokens back, and one that was granted beyond the session's age, are told too", async () => {
  const all = await visited();
  const { person, party, receiver, tokens } = all;
  await oidc.tokenRevocation(party.config, tokens.refresh_token ?? "");
  const longAgo = sql`now() - interval '2 hours'`;
  await database()
    .update(oidcGrants)
    .set({ expiresAt: longAgo, revokedAt: longAgo })
    .where(eq(oidcGrants.tenantId, person.tenant.id));
  await forgetOldGrants();
  await endOwnSession(await own(all), {});
  await deliverAll(person.tenant.id);
  expect(receiver.taken).toHaveLength(1);

  const aged = await visited();
  const tenantId = aged.person.tenant.id;
  await database()
    .update(oidcGrants)
    .set({ offline: true })
    .where(eq(oidcGrants.tenantId, tenantId));
  await database()
    .update(sessions)
    .set({ expiresAt: sql`now() - interval '1 minute'` })
    .where(eq(sessions.tenantId, tenantId));
  await forgetEndedSessions();
  expect(await deliveriesOf(tenantId), "an end by age is none on purpose").toEqual([]);
  await suspendUser(asOperator(tenantId), { id: aged.person.user.id });
  expect(await jobsOf(tenantId)).toHaveLength(1);
  await deliverAll(tenantId);
  expect(aged.receiver.taken).toMatchObject([{ sid: aged.sid, sub: aged.sub }]);
});

test("an end that comes to nothing tells nobody", async () => {
  const all = await visited();
  const ctx = await own(all);
  const fails = database().transaction(async (tx) => {
    await endOwnSession({ ...ctx, tx }, {});
    throw new Error("not after all");
  });
  await expect(fails).rejects.toThrow("not after all");
  expect(await deliveriesOf(all.person.tenant.id)).toEqual([]);
  expect(await jobsOf(all.person.tenant.id)).toHaveLength(0);
});

test("what an app is being given at the moment of the end is told of as well", async () => {
  const all = await visited();
  const tenantId = all.person.tenant.id;
  const late = await newReceiver();
  const party = await newClient(tenantId, { backchannelLogoutUri: late.uri });
  const [grant] = await database()
    .select()
    .from(oidcGrants)
    .where(eq(oidcGrants.tenantId, tenantId));
  if (!grant) throw new Error("no grant");
  const ctx = await own(all);
  const ending = await database().transaction(async (tx) => {
    await tx
      .insert(oidcGrants)
      .values({ ...grant, id: randomUUID(), ssoClientId: party.client.id });
    const end = endOwnSession(ctx, {});
    await pause(200);
    return { end };
  });
  await ending.end;
  expect(await deliveriesOf(tenantId)).toHaveLength(2);
});

test("a suspended tenant's apps are all told, however many sessions there were", async () => {
  const all = await visited();
  const tenantId = all.person.tenant.id;
  for (let count = 0; count < 5; count += 1) {
    const { cookie } = await newPerson(all.person.tenant);
    await signIn(all.party, newBrowser(cookie));
  }
  await updateTenant(asOperator(tenantId), { status: "suspended" });
  expect(await jobsOf(tenantId)).toHaveLength(6);
  await deliverAll(tenantId);
  expect(new Set(all.receiver.taken.map(({ sid }) => sid)).size).toBe(6);
});

test("an admin sees of a person and of an app what was told, and nothing of another tenant's", async () => {
  const all = await visited();
  const tenantId = all.person.tenant.id;
  await endOwnSession(await own(all), {});
  const row = { clientName: all.party.client.name, email: all.person.user.email, state: "pending" };
  const userId = all.person.user.id;
  const ssoClientId = all.party.client.id;
  for (const which of [{ userId }, { ssoClientId }]) {
    const here = await listLogoutDeliveries(asOperator(tenantId), which);
    expect(here.items).toMatchObject([row]);
    const elsewhere = await listLogoutDeliveries(asOperator((await newTenant()).id), which);
    expect(elsewhere.items).toEqual([]);
  }
});
