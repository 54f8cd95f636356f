import { eq } from "drizzle-orm";
import { decodeJwt } from "jose";
import { afterEach } from "vitest";
import { connection, database } from "#db/client.ts";
import { logoutDeliveries } from "#db/schema/logout-deliveries.ts";
import type { Context } from "#domain/kernel/context.ts";
import { deliverLogout } from "#domain/logout-deliveries/deliver.ts";
import { findSession } from "#domain/sessions/find.ts";
import { eventsOf, testRequest } from "#domain/testing/contexts.ts";
import { type LogoutReceiver, newLogoutReceiver } from "./test-logout-receiver.ts";
import {
  type ClientInput,
  newBrowser,
  newClient,
  newPerson,
  signIn,
} from "./test-relying-party.ts";

const receivers: LogoutReceiver[] = [];
/** For tests: stops each test's logout endpoints after it. */
export function withLogoutReceivers(): void {
  afterEach(async () => {
    await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
  });
}

/** Takes the endpoint that was started last down. */
export async function stopLastReceiver(): Promise<void> {
  await receivers.pop()?.stop();
}

/** A logout endpoint that the test's end stops. */
export async function newReceiver(port?: number): Promise<LogoutReceiver> {
  const receiver = await newLogoutReceiver(port);
  receivers.push(receiver);
  return receiver;
}

/** Somebody signed in to an app that wants to be told, on a browser of their own. */
export async function visited(more: Partial<ClientInput> = {}) {
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

export type Visited = Awaited<ReturnType<typeof visited>>;

/** Themselves, as their browser's session says. */
export async function own(
  { person }: Pick<Visited, "person">,
  cookie = person.cookie,
): Promise<Context> {
  const signedIn = await findSession(cookie);
  if (!signedIn) throw new Error("not signed in");
  const { actor } = signedIn;
  return { actor, tenantId: actor.tenantId, request: testRequest() };
}

export async function deliveriesOf(tenantId: string) {
  return await database()
    .select()
    .from(logoutDeliveries)
    .where(eq(logoutDeliveries.tenantId, tenantId));
}

/** What the jobs do: one try of each delivery that is open. */
export async function deliverAll(tenantId: string): Promise<void> {
  for (const { id } of await deliveriesOf(tenantId)) {
    await deliverLogout({ tenantId, deliveryId: id });
  }
}

/** The jobs of a tenant's deliveries, with the pause before each. */
export async function jobsOf(tenantId: string) {
  return await connection().sql<{ deliveryId: string; seconds: number; retryLimit: number }[]>`
    select data->>'deliveryId' as "deliveryId", retry_limit as "retryLimit",
           round(extract(epoch from start_after - created_on))::int as seconds
    from pgboss.job where name = 'deliver-logout' and data->>'tenantId' = ${tenantId}
    order by start_after`;
}

/** What the log says of deliveries that are over. */
export const logoutEvents = async (tenantId: string) =>
  (await eventsOf(tenantId)).filter((event) => event.action === "sso_client.deliver_logout");
