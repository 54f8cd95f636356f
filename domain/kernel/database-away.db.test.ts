import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { z } from "zod";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { cuttableWay } from "#db/test-way.ts";
import { authenticateCredential } from "#domain/credentials/authenticate.ts";
import { newServiceToken } from "#domain/credentials/token.ts";
import { findSession } from "#domain/sessions/find.ts";
import { setupTokenIsGood } from "#domain/setup/issue-link.ts";
import { signInWithPassword } from "#domain/sign-in/with-password.ts";
import { asOperator, testRequest } from "#domain/testing/contexts.ts";
import { listUsers } from "#domain/users/list.ts";
import { PLATFORM_TENANT_ID } from "./context.ts";
import { mutation } from "./operation.ts";
import { newTenantToken } from "./tenant-token.ts";

const way = cuttableWay(() => inject("databaseUrl"));

beforeAll(async () => {
  await way.open();
  await openDatabase({ url: way.url(), maxConnections: 2 });
});
afterAll(async () => {
  await closeDatabase(1);
  await way.cut();
});

const unavailable = { code: "unavailable", retryAfterSeconds: 2 };
const request = testRequest();

test("a server process that ends under a change makes it unavailable, and the next one works", async () => {
  const killed = mutation({
    permission: "user.create",
    input: z.object({}),
    run: async (ctx) => {
      await ctx.tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
      return {
        result: 1,
        audit: { action: "user.create", target: { kind: "", id: "", name: "" } },
      };
    },
  });
  await expect(killed(asOperator(), {})).rejects.toMatchObject(unavailable);
  expect(await listUsers(asOperator(), { limit: 1 })).toMatchObject({ items: expect.any(Array) });
});

test("without a database every door says unavailable, and all recover by themselves", async () => {
  await way.cut();
  const session = newTenantToken(PLATFORM_TENANT_ID).reveal();
  const credential = newServiceToken(PLATFORM_TENANT_ID).reveal();
  const doors = {
    query: () => listUsers(asOperator(), {}),
    session: () => findSession(session),
    credential: () => authenticateCredential(credential),
    password: () => signInWithPassword({ email: "a@b.example", password: "x" }, request),
    setup: () => setupTokenIsGood("no-such-token"),
  };
  const answers = await Promise.all(
    Object.values(doors).map((door) => door().catch((error: unknown) => error)),
  );
  expect(answers).toEqual(answers.map(() => expect.objectContaining(unavailable)));
  await way.open();
  expect(await findSession(session)).toBeNull();
  expect(await authenticateCredential(credential)).toBeNull();
  expect(await listUsers(asOperator(), { limit: 1 })).toMatchObject({ items: expect.any(Array) });
});
