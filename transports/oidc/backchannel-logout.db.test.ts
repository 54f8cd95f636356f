import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { and, eq, sql } from "drizzle-orm";
import { decodeJwt } from "jose";
import * as oidc from "openid-client";
import { afterEach, describe, expect, test } from "vitest";
import { connection, database } from "#db/client.ts";
import { logoutDeliveries } from "#db/schema/logout-deliveries.ts";
import { oidcGrants } from "#db/schema/oidc-grants.ts";
import { sessions } from "#db/schema/sessions.ts";
import { withDatabase } from "#db/test-connection.ts";
import { giveConsent } from "#domain/consents/give.ts";
import { withdrawOwnConsent } from "#domain/consents/withdraw.ts";
import { forgetOldGrants } from "#domain/grants/forget-old.ts";
import type { Context } from "#domain/kernel/context.ts";
import { deliverLogout } from "#domain/logout-deliveries/deliver.ts";
import { listLogoutDeliveries } from "#domain/logout-deliveries/list.ts";
import { MOST_TRIES } from "#domain/logout-deliveries/schedule.ts";
import { endSessionsOfUser } from "#domain/sessions/end-of-user.ts";
import { endOtherOwnSessions } from "#domain/sessions/end-others.ts";
import { endAllOwnSessions, endOwnSession } from "#domain/sessions/end-own.ts";
import { findSession } from "#domain/sessions/find.ts";
import { forgetEndedSessions } from "#domain/sessions/forget-ended.ts";
import { updateSsoClient } from "#domain/sso-clients/update.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import {
  asOperator,
  eventsOf,
  newSession,
  newTenant,
  newUser,
  TEST_PASSWORD,
  testRequest,
} from "#domain/testing/contexts.ts";
import { changeOwnPassword } from "#domain/users/change-own-password.ts";
import { deleteUser } from "#domain/users/delete.ts";
import { suspendUser } from "#domain/users/set-status.ts";
import { type LogoutReceiver, newLogoutReceiver } from "./test-logout-receiver.ts";
import {
  type ClientInput,
  newBrowser,
  newClient,
  newPerson,
  signIn,
  withOpenIdProvider,
} from "./test-relying-party.ts";

withDatabase();
withOpenIdProvider();

const receivers: LogoutReceiver[] = [];
afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
});

async function newReceiver(port?: number): Promise<LogoutReceiver> {
  const receiver = await newLogoutReceiver(port);
  receivers.push(receiver);
  return receiver;
}

/** Somebody signed in to an app that wants to be told, on a browser of their own. */
async function visited(more: Partial<ClientInput> = {}) {
  const person = await newPerson();
  const receiver = await newReceiver();
  const party = await newClient(person.tenant.id, {
    backchannelLogoutUri: receiver.uri,
    postLogoutRedirectUris: ["https://app.example.com/bye"],
    ...more,
  });
  receiver.clientId = party.client.clientId;
  const browser = newBrowser(person.cookie);
  const { tokens } = await signIn(party, browser, { scope: "openid offline_access" });
  const { sid = "", sub = "" } = decodeJwt<{ sid?: string }>(tokens.id_token ?? "");
  return { person, receiver, party, browser, tokens, sid, sub };
}

type Visited = Awaited<ReturnType<typeof visited>>;

async function own({ person }: Pick<Visited, "person">, cookie = person.cookie): Promise<Context> {
  const signedIn = await findSession(cookie);
  if (!signedIn) throw new Error("not signed in");
  const { actor } = signedIn;
  return { actor, tenantId: actor.tenantId, request: testRequest() };
}

async function deliveriesOf(tenantId: string) {
  return await database()
    .select()
    .from(logoutDeliveries)
    .where(eq(logoutDeliveries.tenantId, tenantId));
}

/** What the jobs do: one try of each delivery that is open. */
async function deliverAll(tenantId: string): Promise<void> {
  for (const { id } of await deliveriesOf(tenantId)) {
    await deliverLogout({ tenantId, deliveryId: id });
  }
}

async function jobsOf(tenantId: string) {
  return await connection().sql<{ deliveryId: string; seconds: number; retryLimit: number }[]>`
    select data->>'deliveryId' as "deliveryId", retry_limit as "retryLimit",
           round(extract(epoch from start_after - created_on))::int as seconds
    from pgboss.job where name = 'deliver-logout' and data->>'tenantId' = ${tenantId}
    order by start_after`;
}

const logoutEvents = async (tenantId: string) =>
  (await eventsOf(tenantId)).filter((event) => event.action === "sso_client.deliver_logout");

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

describe("an app", () => {
  async function ended(all: Visited) {
    await endOwnSession(await own(all), {});
    const tenantId = all.person.tenant.id;
    const tryOnce = async () => {
      await deliverAll(tenantId);
      const [delivery] = await deliveriesOf(tenantId);
      if (!delivery) throw new Error("nothing to deliver");
      return delivery;
    };
    return { tenantId, tryOnce };
  }

  test("that is down is tried again after growing pauses, and told when it is back", async () => {
    const all = await visited();
    const { port, clientId } = all.receiver;
    await receivers.pop()?.stop();
    const { tenantId, tryOnce } = await ended(all);
    for (const tries of [1, 2, 3]) {
      expect(await tryOnce()).toMatchObject({
        state: "pending",
        tries,
        lastError: "It could not be reached.",
        nextTryAt: expect.any(Date),
      });
    }
    const jobs = await jobsOf(tenantId);
    expect(jobs.map(({ seconds }) => seconds)).toEqual([0, 10, 30, 120]);
    expect(jobs.every(({ retryLimit }) => retryLimit === 14)).toBe(true);
    expect(await logoutEvents(tenantId)).toEqual([]);
    const back = await newReceiver(port);
    back.clientId = clientId;
    expect(await tryOnce()).toMatchObject({ state: "delivered", tries: 4, lastError: null });
    expect(back.taken).toMatchObject([{ sid: all.sid }]);
    expect(await logoutEvents(tenantId)).toMatchObject([{ after: { tries: 4 } }]);
  });

  test("that answers 400 is given up at last, and the log has it once", async () => {
    const all = await visited();
    all.receiver.clientId = "another";
    const { tenantId, tryOnce } = await ended(all);
    const reason = "It answered 400 (invalid_request).";
    expect(await tryOnce()).toMatchObject({ state: "pending", lastError: reason });
    for (let tries = 2; tries < MOST_TRIES; tries += 1) await tryOnce();
    const last = { state: "failed", tries: MOST_TRIES, lastError: reason, nextTryAt: null };
    expect(await tryOnce()).toMatchObject(last);
    expect(await tryOnce()).toMatchObject(last);
    expect(all.receiver.requests).toBe(MOST_TRIES);
    expect(await jobsOf(tenantId)).toHaveLength(MOST_TRIES);
    expect(await logoutEvents(tenantId)).toMatchObject([
      { outcome: "failure", reason, targetName: all.party.client.name },
    ]);
  });

  test("that hangs holds a try up for five seconds", async () => {
    const all = await visited();
    all.receiver.answer = () => {};
    const { tryOnce } = await ended(all);
    const startedAt = performance.now();
    const { lastError } = await tryOnce();
    expect(lastError).toBe("It did not answer within 5 seconds.");
    expect(performance.now() - startedAt).toBeLessThan(6_500);
  });

  test("that redirects leads nowhere, least of all inside", async () => {
    const inside = await newReceiver();
    for (const status of [301, 302, 303, 307, 308]) {
      const all = await visited();
      all.receiver.answer = (_, response) =>
        response.writeHead(status, { Location: inside.uri }).end();
      const { tryOnce } = await ended(all);
      expect((await tryOnce()).lastError).toBe(
        "It answered with a redirect, which is not followed.",
      );
    }
    expect(inside.requests).toBe(0);
  });

  test("that answers more than it should is not read on, and 204 is an answer", async () => {
    const all = await visited();
    all.receiver.answer = (_, response) => response.end("x".repeat(100_000));
    const { tryOnce } = await ended(all);
    expect((await tryOnce()).lastError).toBe("Its answer was too large.");
    all.receiver.answer = (_, response) => response.writeHead(204).end();
    expect(await tryOnce()).toMatchObject({ state: "delivered" });
  });

  test("that took a token whose answer was lost takes the next one, and no token twice", async () => {
    const all = await visited();
    const { receiver } = all;
    const { tenantId, tryOnce } = await ended(all);
    expect(await tryOnce()).toMatchObject({ state: "delivered" });
    await database()
      .update(logoutDeliveries)
      .set({ state: "pending" })
      .where(eq(logoutDeliveries.tenantId, tenantId));
    expect(await tryOnce()).toMatchObject({ state: "delivered" });
    expect(new Set(receiver.taken.map(({ jti }) => jti)).size).toBe(2);
    const replayed = await fetch(receiver.uri, {
      method: "POST",
      body: new URLSearchParams(receiver.bodies[0]),
    });
    expect(replayed.status).toBe(400);
  });

  test("that was switched off, has no address, or is another tenant's, is told nothing", async () => {
    const all = await visited();
    const silent = await newClient(all.person.tenant.id);
    const off = await newClient(all.person.tenant.id, { backchannelLogoutUri: all.receiver.uri });
    for (const party of [silent, off]) await signIn(party, newBrowser(all.person.cookie));
    const { clientId } = off.client;
    await updateSsoClient(asOperator(all.person.tenant.id), { clientId, enabled: false });
    const stranger = await visited();
    await endOwnSession(await own(all), {});
    await deliverAll(all.person.tenant.id);
    expect(await deliveriesOf(all.person.tenant.id)).toHaveLength(1);
    expect(await deliveriesOf(stranger.person.tenant.id)).toEqual([]);
    const key = { tenantId: (await newTenant()).id };
    const [delivery] = await deliveriesOf(all.person.tenant.id);
    await database()
      .update(logoutDeliveries)
      .set({ state: "pending" })
      .where(and(eq(logoutDeliveries.tenantId, all.person.tenant.id)));
    await deliverLogout({ ...key, deliveryId: delivery?.id ?? "" });
    expect(all.receiver.requests).toBe(1);
  });
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
