import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, inject, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import type { Context } from "#domain/kernel/context.ts";
import { deleteTenant } from "#domain/tenants/delete.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import {
  asOperator,
  newSession,
  newTenant,
  newUser,
  testRequest,
} from "#domain/testing/contexts.ts";
import { deleteUser } from "#domain/users/delete.ts";
import { suspendUser } from "#domain/users/set-status.ts";
import { endAllOwnSessions, endOwnSession } from "./end-own.ts";
import { findSession } from "./find.ts";

withDatabase();

let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));

/** Starts another process that has the sessions in its cache. */
async function watch(tokens: readonly string[]): Promise<ChildProcess> {
  const program = new URL("../testing/session-watcher.ts", import.meta.url);
  child = fork(program, [inject("databaseUrl"), ...tokens]);
  const [message] = await once(child, "message");
  expect(message).toBe("ready");
  return child;
}

async function contextOf(token: string): Promise<Context> {
  const actor = (await findSession(token))?.actor;
  if (!actor) throw new Error("There is no such session");
  return { actor, tenantId: actor.tenantId, request: testRequest() };
}

type Person = { tenantId: string; userId: string; token: string };

const ends: [string, (person: Person) => Promise<unknown>][] = [
  ["signing out there", async ({ token }) => endOwnSession(await contextOf(token), {})],
  ["signing out everywhere", async ({ token }) => endAllOwnSessions(await contextOf(token), {})],
  ["signing in anew", ({ tenantId, userId, token }) => newSession(tenantId, userId, token)],
  [
    "suspending the person",
    ({ tenantId, userId }) => suspendUser(asOperator(tenantId), { id: userId }),
  ],
  [
    "deleting the person",
    ({ tenantId, userId }) => deleteUser(asOperator(tenantId), { id: userId }),
  ],
  [
    "suspending the tenant",
    ({ tenantId }) => updateTenant(asOperator(tenantId), { status: "suspended" }),
  ],
  ["deleting the tenant", ({ tenantId }) => deleteTenant(asOperator(tenantId), {})],
];

test("every way to end a session holds within a second on another process that had it cached", async () => {
  const watched = await Promise.all(
    ends.map(async ([name, end]) => {
      const { id: tenantId } = await newTenant();
      const { id: userId } = await newUser(tenantId);
      const token = await newSession(tenantId, userId);
      return { name, end: () => end({ tenantId, userId, token }), token };
    }),
  );
  const other = await watch(watched.map((one) => one.token));
  for (const [place, one] of watched.entries()) {
    const over = once(other, "message", { signal: AbortSignal.timeout(5_000) });
    await one.end();
    const endedAt = performance.now();
    const [told] = await over.catch(() => ["not noticed"]);
    expect([one.name, told]).toEqual([one.name, place]);
    expect(performance.now() - endedAt, one.name).toBeLessThan(1_000);
  }
});
