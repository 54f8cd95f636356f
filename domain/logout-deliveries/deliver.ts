import { and, eq, sql } from "drizzle-orm";
import { database, type Tx } from "#db/client.ts";
import { enqueue } from "#db/queue.ts";
import { logoutDeliveries } from "#db/schema/logout-deliveries.ts";
import { ssoClients } from "#db/schema/sso-clients.ts";
import { writeAudit } from "#domain/kernel/audit.ts";
import { systemContext } from "#domain/kernel/context.ts";
import { makeLogoutToken } from "./logout-token.ts";
import { postLogoutToken } from "./post-token.ts";
import { pauseAfter } from "./schedule.ts";

type Key = { tenantId: string; deliveryId: string };
type Delivery = NonNullable<Awaited<ReturnType<typeof readPending>>>;

/**
 * Tells one client that a session ended. A try that fails is noted with its reason, and the next one
 * put into the queue, until the client took it or the last was made: then the audit log has it, once.
 * At least once: a process that dies between the client's answer and our note of it tells it again.
 */
export async function deliverLogout(key: Key): Promise<void> {
  const delivery = await readPending(key);
  if (!delivery) return;
  const failure = await tell(delivery);
  await database().transaction((tx) => note(tx, key, delivery, failure));
}

async function tell({ address, ...of }: Delivery): Promise<string | null> {
  if (address === null) return "It has no logout address any more.";
  return await postLogoutToken(address, await makeLogoutToken(of));
}

async function note(tx: Tx, key: Key, delivery: Delivery, failure: string | null): Promise<void> {
  const tries = delivery.tries + 1;
  const pause = failure === null ? null : pauseAfter(tries);
  const isOver = pause === null;
  const state = isOver ? (failure === null ? "delivered" : "failed") : "pending";
  const noted = await tx
    .update(logoutDeliveries)
    .set({
      state,
      tries,
      lastError: failure,
      triedAt: sql`now()`,
      nextTryAt: isOver ? null : sql`now() + make_interval(secs => ${pause}::int)`,
    })
    .where(and(isPending(key), eq(logoutDeliveries.tries, delivery.tries)))
    .returning({ id: logoutDeliveries.id });
  // Another process has noted a try of its own meanwhile.
  if (noted.length === 0) return;
  if (!isOver) {
    await enqueue(tx, [{ name: "deliver-logout", data: key, startAfterSeconds: pause }]);
    return;
  }
  const { ssoClientId, clientName, email, userId, sessionId } = delivery;
  await writeAudit(
    systemContext("logout-delivery", key.tenantId),
    [
      {
        action: "sso_client.deliver_logout",
        target: { kind: "sso_client", id: ssoClientId, name: clientName },
        outcome: failure === null ? "success" : "failure",
        ...(failure !== null && { reason: failure }),
        after: { user: userId, email, sessionId, tries },
      },
    ],
    tx,
  );
}

async function readPending(key: Key) {
  const [row] = await database()
    .select({
      ssoClientId: logoutDeliveries.ssoClientId,
      userId: logoutDeliveries.userId,
      email: logoutDeliveries.email,
      sessionId: logoutDeliveries.sessionId,
      sid: logoutDeliveries.sid,
      tries: logoutDeliveries.tries,
      clientId: ssoClients.clientId,
      clientName: ssoClients.name,
      algorithm: ssoClients.tokenFormat,
      address: ssoClients.backchannelLogoutUri,
    })
    .from(logoutDeliveries)
    .innerJoin(
      ssoClients,
      and(
        eq(ssoClients.tenantId, logoutDeliveries.tenantId),
        eq(ssoClients.id, logoutDeliveries.ssoClientId),
      ),
    )
    .where(isPending(key));
  return row;
}

function isPending(key: Key) {
  return and(
    eq(logoutDeliveries.tenantId, key.tenantId),
    eq(logoutDeliveries.id, key.deliveryId),
    eq(logoutDeliveries.state, "pending"),
  );
}
