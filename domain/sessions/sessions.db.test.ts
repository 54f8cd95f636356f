import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { invalidateLocally } from "#db/channel.ts";
import { connection, database } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { withDatabase } from "#db/test-connection.ts";
import type { Context } from "#domain/kernel/context.ts";
import { builtInRoles } from "#domain/kernel/permissions.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import {
  asOperator,
  newSession,
  newTenant,
  newUser,
  testRequest,
} from "#domain/testing/contexts.ts";
import { sha256 } from "#platform/hash.ts";
import { endAllOwnSessions, endOwnSession } from "./end-own.ts";
import { findSession } from "./find.ts";
import { listOwnSessions } from "./list-own.ts";

withDatabase();

async function signedIn() {
  const { id: tenantId } = await newTenant();
  const { id: userId, email } = await newUser(tenantId);
  return { tenantId, userId, email, token: await newSession(tenantId, userId) };
}

async function contextOf(token: string): Promise<Context> {
  const found = await findSession(token);
  if (!found) throw new Error("There is no such session");
  return { actor: found.actor, tenantId: found.actor.tenantId, request: testRequest() };
}

/** Changes a session's row behind the program's back; nothing stays cached of it. */
async function rewrite(token: string, values: Parameters<typeof set>[1]): Promise<void> {
  await set(token, values);
  invalidateLocally("everything");
}

const set = (
  token: string,
  values: {
    state?: "pending";
    expiresAt?: ReturnType<typeof ago>;
    lastSeenAt?: ReturnType<typeof ago>;
  },
) =>
  database()
    .update(sessions)
    .set(values)
    .where(eq(sessions.tokenHash, sha256(token)));
const ago = (interval: string) => sql<Date>`now() - ${interval}::interval`;

describe("a session", () => {
  test("says who is signed in, where and how, with the permissions of the roles", async () => {
    const { token, tenantId, userId, email } = await signedIn();
    expect(await findSession(token)).toMatchObject({
      actor: {
        kind: "user",
        tenantId,
        userId,
        email,
        permissions: new Set(builtInRoles.member),
      },
      method: "password",
      aal: 1,
    });
  });

  test("is stored by the hash of its token alone", async () => {
    const { token, userId } = await signedIn();
    const [row] = await connection().sql`select s::text as text, token_hash from sessions s
      where user_id = ${userId}`;
    expect(row?.["token_hash"]).toEqual(sha256(token));
    const secret = Buffer.from(token, "base64url").subarray(16);
    for (const plain of [token, secret.toString("hex"), Buffer.from(token).toString("hex")]) {
      expect(row?.["text"]).not.toContain(plain);
    }
  });

  test("that owes a factor is nobody's yet", async () => {
    const { token } = await signedIn();
    await rewrite(token, { state: "pending" });
    expect(await findSession(token)).toBeNull();
  });

  test.each([
    ["expired by the database's clock", { expiresAt: ago("1 second") }],
    ["unused for longer than its tenant allows", { lastSeenAt: ago("61 minutes") }],
  ])("that is %s is over", async (_, values) => {
    const { token } = await signedIn();
    await rewrite(token, values);
    expect(await findSession(token)).toBeNull();
  });

  test("that expires while it is cached is over at its time", async () => {
    const { token } = await signedIn();
    await rewrite(token, { expiresAt: ago("-400 milliseconds") });
    expect(await findSession(token)).not.toBeNull();
    await expect.poll(() => findSession(token), { timeout: 2_000, interval: 100 }).toBeNull();
  });

  test("that is visited just before its idle end goes on", async () => {
    const { token } = await signedIn();
    await rewrite(token, {
      lastSeenAt: sql<Date>`now() - interval '60 minutes' + interval '300 milliseconds'`,
    });
    expect(await findSession(token)).not.toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await findSession(token)).not.toBeNull();
    invalidateLocally("everything");
    expect(await findSession(token)).not.toBeNull();
  });

  test("lasts as long as its tenant says", async () => {
    const { tenantId, userId } = await signedIn();
    await updateTenant(asOperator(tenantId), { sessionLifetimeHours: 2 });
    await newSession(tenantId, userId);
    const [latest] = await connection()
      .sql`select round(extract(epoch from expires_at - created_at)) as s
      from sessions where user_id = ${userId} order by created_at desc limit 1`;
    expect(Number(latest?.["s"])).toBe(7200);
  });

  test("of a suspended tenant is nobody's, and stays over when the tenant is restored", async () => {
    const { token, tenantId } = await signedIn();
    expect(await findSession(token)).not.toBeNull();
    await updateTenant(asOperator(tenantId), { status: "suspended" });
    expect(await findSession(token)).toBeNull();
    await updateTenant(asOperator(tenantId), { status: "active" });
    invalidateLocally("everything");
    expect(await findSession(token)).toBeNull();
  });

  test("of somebody or of a tenant that is suspended is nobody's, were its row left behind", async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    await connection().sql`update users set status = 'suspended' where id = ${one.userId}`;
    await connection().sql`update tenants set status = 'suspended' where id = ${other.tenantId}`;
    expect(await findSession(one.token)).toBeNull();
    expect(await findSession(other.token)).toBeNull();
  });

  test("with another token of the right shape is not found", async () => {
    const { token } = await signedIn();
    const end = token.endsWith("A") ? "B" : "A";
    expect(await findSession(token.slice(0, -1) + end)).toBeNull();
    expect(await findSession(undefined)).toBeNull();
  });
});

describe("signing in again in the same browser", () => {
  test("is a new id, and the old one stops working at once although it was cached", async () => {
    const { token, tenantId, userId } = await signedIn();
    expect(await findSession(token)).not.toBeNull();
    const next = await newSession(tenantId, userId, token);
    expect(next).not.toBe(token);
    await expect.poll(() => findSession(token), { timeout: 1_000, interval: 20 }).toBeNull();
    const [one] = await listOwnSessions(await contextOf(next), {});
    expect(one).toMatchObject({ current: true });
  });

  test("brings no other session to an end with a token that is none", async () => {
    const { token, tenantId, userId } = await signedIn();
    await newSession(tenantId, userId, "not-a-token");
    expect(await findSession(token)).not.toBeNull();
  });
});

describe("signing out", () => {
  test("here ends this session and leaves the others", async () => {
    const { token, tenantId, userId } = await signedIn();
    const other = await newSession(tenantId, userId);
    await endOwnSession(await contextOf(token), {});
    expect(await findSession(token)).toBeNull();
    expect(await findSession(other)).not.toBeNull();
  });

  test("everywhere ends them all, and nobody else's", async () => {
    const { token, tenantId, userId } = await signedIn();
    const other = await newSession(tenantId, userId);
    const colleague = await newSession(tenantId, (await newUser(tenantId)).id);
    expect(await findSession(other)).not.toBeNull();
    expect(await endAllOwnSessions(await contextOf(token), {})).toEqual({ ended: 2 });
    for (const ended of [token, other]) expect(await findSession(ended)).toBeNull();
    expect(await findSession(colleague)).not.toBeNull();
  });

  test("of somebody else's session is not found, and does nothing", async () => {
    const { token, tenantId } = await signedIn();
    const colleague = await newSession(tenantId, (await newUser(tenantId)).id);
    const { actor } = await contextOf(colleague);
    const sessionId = actor.kind === "user" ? actor.sessionId : "";
    await expect(endOwnSession(await contextOf(token), { sessionId })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await findSession(colleague)).not.toBeNull();
  });

  test("a person sees the own sessions only", async () => {
    const { token, tenantId, userId } = await signedIn();
    await newSession(tenantId, (await newUser(tenantId)).id);
    await newSession(tenantId, userId);
    const mine = await listOwnSessions(await contextOf(token), {});
    expect(mine).toHaveLength(2);
    expect(mine.filter((session) => session.current)).toHaveLength(1);
  });
});
