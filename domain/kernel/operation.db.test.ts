import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { invalidateLocally, onInvalidation } from "#db/channel.ts";
import { connection, database } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { withDatabase } from "#db/test-connection.ts";
import { asOperator, asRole, eventsOf, newTenant } from "#domain/testing/contexts.ts";
import { createUser } from "#domain/users/create.ts";
import { getUser } from "#domain/users/get.ts";
import { insertUser } from "#domain/users/insert.ts";
import { Secret } from "#platform/secret.ts";
import type { AuditDraft } from "./audit.ts";
import { type MutationContext, systemContext } from "./context.ts";
import { conflict } from "./errors.ts";
import { admit, mutation, query } from "./operation.ts";

withDatabase();

const heard: string[] = [];
onInvalidation((tags) => heard.push(...(tags === "everything" ? [] : tags)));
afterEach(() => heard.splice(0));

type Mark = { email: string; jobId: string };
const audit = (name: string): AuditDraft => ({
  action: "user.create",
  target: { kind: "user", id: name, name },
});

async function mark(ctx: MutationContext, { email, jobId }: Mark) {
  await insertUser(ctx, { email, name: "Marked", passwordHash: null });
  return {
    result: email,
    audit: audit(email),
    jobs: [{ name: "deliver-mail", data: { tenantId: ctx.tenantId, messageId: jobId } } as const],
    stale: [`user:${jobId}` as const],
  };
}

const input = z.object({ email: z.string(), jobId: z.string() });
const good = mutation({ permission: "user.create", input, run: mark });
const unauditable = mutation({
  permission: "user.create",
  input,
  run: async (ctx, given) => ({
    ...(await mark(ctx, given)),
    // What jsonb cannot hold: the event's own insert fails, after the change and before the jobs.
    audit: { ...audit(given.email), after: { name: "\u0000" } },
  }),
});
const undone = mutation({
  permission: "user.create",
  input,
  run: async (ctx, given) => {
    await mark(ctx, given);
    throw conflict("Not after all.");
  },
});

const newMark = (): Mark => ({ email: `m-${randomUUID()}@people.example`, jobId: randomUUID() });

async function traces(tenantId: string, { email, jobId }: Mark) {
  const changes = await database().select().from(users).where(eq(users.email, email));
  const jobs = await connection().sql`select 1 from pgboss.job where data->>'messageId' = ${jobId}`;
  const events = (await eventsOf(tenantId)).filter((event) => event.targetName === email);
  await connection().sql`select 1`;
  return {
    changes: changes.length,
    jobs: jobs.length,
    events: events.length,
    notified: heard.filter((tag) => tag === `user:${jobId}`).length > 0,
  };
}

describe("a change", () => {
  test("commits as one with its event, its job and its notification", async () => {
    const [tenant, given] = [await newTenant(), newMark()];
    await good(asOperator(tenant.id), given);
    expect(await traces(tenant.id, given)).toEqual({
      changes: 1,
      jobs: 1,
      events: 1,
      notified: true,
    });
  });

  test.each([
    ["whose event cannot be written", unauditable],
    ["that gives up", undone],
  ])("%s leaves neither change nor event nor job nor notification", async (_, operation) => {
    const [tenant, given] = [await newTenant(), newMark()];
    await expect(operation(asOperator(tenant.id), given)).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await traces(tenant.id, given)).toEqual({
      changes: 0,
      jobs: 0,
      events: 0,
      notified: false,
    });
  });

  test("joins a caller's transaction, and goes with it", async () => {
    const tenant = await newTenant();
    const [kept, lost] = [newMark(), newMark()];
    const ctx = asOperator(tenant.id);
    await database().transaction(async (tx) => {
      await good({ ...ctx, tx }, kept);
      expect(await tx.select().from(users).where(eq(users.email, kept.email))).toHaveLength(1);
      expect(await database().select().from(users).where(eq(users.email, kept.email))).toEqual([]);
    });
    const rolledBack = database().transaction(async (tx) => {
      await good({ ...ctx, tx }, lost);
      throw new Error("the caller fails later");
    });
    await expect(rolledBack).rejects.toThrow("the caller fails later");
    expect(await traces(tenant.id, kept)).toMatchObject({ changes: 1, jobs: 1, events: 1 });
    expect(await traces(tenant.id, lost)).toMatchObject({ changes: 0, jobs: 0, events: 0 });
  });

  test("stores the transaction that wrote the event, and who, where and which request", async () => {
    const tenant = await newTenant();
    const ctx = asRole("admin", tenant.id);
    const twice = mutation({
      permission: "user.create",
      input: z.object({}),
      run: async (inner) => {
        const [row] = await inner.tx.execute<{ id: string }>(
          sql`select pg_current_xact_id()::text as id`,
        );
        return { result: row?.id, audit: [audit("one"), audit("two")] };
      },
    });
    const id = await twice(ctx, {});
    const events = (await eventsOf(tenant.id)).filter(({ targetName }) =>
      ["one", "two"].includes(targetName),
    );
    expect(events.map((event) => event.transactionId)).toEqual([id, id]);
    expect(events[0]).toMatchObject({
      actorKind: "user",
      actorName: "admin@test.example",
      ...ctx.request,
    });
  });

  test("prints a secret that strays into its event as [secret]", async () => {
    const tenant = await newTenant();
    const careless = mutation({
      permission: "user.create",
      input: z.object({}),
      run: async () => ({
        result: null,
        audit: { ...audit("careless"), after: { token: Secret.of("canary-in-an-event") } },
      }),
    });
    await careless(asOperator(tenant.id), {});
    const event = (await eventsOf(tenant.id)).find(({ targetName }) => targetName === "careless");
    expect(event?.after).toEqual({ token: "[secret]" });
  });
});

describe("a denial", () => {
  test("is audited although nothing of the operation was, and says which permission it lacked", async () => {
    const [tenant, given] = [await newTenant(), newMark()];
    const auditor = asRole("auditor", tenant.id);
    await expect(good(auditor, given)).rejects.toMatchObject({ code: "forbidden" });
    expect((await eventsOf(tenant.id)).at(-1)).toMatchObject({
      action: "user.create",
      outcome: "denied",
      targetId: "user.create",
      reason: expect.stringContaining('"user.create"'),
      actorName: "auditor@test.example",
      requestId: auditor.request.requestId,
    });
    expect(await traces(tenant.id, given)).toMatchObject({ changes: 0 });
  });

  test("that an operation finds while it runs is audited outside its transaction", async () => {
    const [tenant, given] = [await newTenant(), newMark()];
    const half = mutation({
      permission: "user.create",
      input,
      run: async (ctx, marked) => {
        const outcome = await mark(ctx, marked);
        await admit({ ...systemContext("setup", ctx.tenantId), tx: ctx.tx }, "user.delete");
        return outcome;
      },
    });
    await expect(half(asOperator(tenant.id), given)).rejects.toMatchObject({ code: "forbidden" });
    expect(await traces(tenant.id, given)).toMatchObject({ changes: 0, jobs: 0 });
    const denied = (await eventsOf(tenant.id)).filter((event) => event.outcome === "denied");
    expect(denied.map((event) => event.action)).toContain("user.create");
  });

  test("comes before the input is looked at, and before any slow work", async () => {
    const tenant = await newTenant();
    const weak = { email: "nobody", name: "", password: "short" };
    await expect(createUser(asRole("member", tenant.id), weak)).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await eventsOf(tenant.id)).at(-1)).toMatchObject({ outcome: "denied" });
  });
});

describe("what the caller learns", () => {
  test("another tenant's row and no row read the same, for a change and for a reading", async () => {
    const [mine, theirs] = [await newTenant(), await newTenant()];
    const theirUser = await createUser(asOperator(theirs.id), {
      email: newMark().email,
      name: "Theirs",
    });
    const told = async (id: string) =>
      await getUser(asRole("admin", mine.id), { id }).catch((error: unknown) => error);
    expect(await told(theirUser.id)).toEqual(await told(randomUUID()));
    expect(await told(theirUser.id)).toMatchObject({ code: "not_found" });
  });

  test("a field's error stands under the field's own path", async () => {
    const shaped = query({
      permission: "user.read",
      input: z.object({ name: z.string("Enter a name."), tags: z.array(z.string("Text only.")) }),
      run: async () => null,
    });
    const tenant = await newTenant();
    const unfit: { name: string; tags: string[] } = JSON.parse('{"name":1,"tags":["a",2]}');
    await expect(shaped(asOperator(tenant.id), unfit)).rejects.toMatchObject({
      code: "invalid",
      fields: { name: "Enter a name.", "tags.1": "Text only." },
    });
  });

  test("text that the database cannot hold is invalid and no fault of ours", async () => {
    const tenant = await newTenant();
    const read = query({
      permission: "user.read",
      input: z.object({ name: z.string() }),
      run: (ctx, { name }) => ctx.db.select().from(users).where(eq(users.name, name)),
    });
    await expect(read(asOperator(tenant.id), { name: "a\u0000b" })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

test("listeners are told at once of changes in their own process", () => {
  invalidateLocally(["user:x"]);
  expect(heard).toContain("user:x");
});
