import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { logoutDeliveries } from "#db/schema/logout-deliveries.ts";
import { withDatabase } from "#db/test-connection.ts";
import { deliverLogout } from "#domain/logout-deliveries/deliver.ts";
import { MOST_TRIES } from "#domain/logout-deliveries/schedule.ts";
import { endOwnSession } from "#domain/sessions/end-own.ts";
import { updateSsoClient } from "#domain/sso-clients/update.ts";
import { asOperator, newTenant } from "#domain/testing/contexts.ts";
import {
  deliverAll,
  deliveriesOf,
  jobsOf,
  logoutEvents,
  newReceiver,
  own,
  stopLastReceiver,
  type Visited,
  visited,
  withLogoutReceivers,
} from "./test-logout-visit.ts";
import { newBrowser, newClient, signIn, withOpenIdProvider } from "./test-relying-party.ts";

withDatabase();
withOpenIdProvider();
withLogoutReceivers();

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
    await stopLastReceiver();
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
