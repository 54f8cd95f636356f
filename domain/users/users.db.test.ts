import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { builtInRoles, type TenantRole } from "#domain/kernel/permissions.ts";
import { findSession } from "#domain/sessions/find.ts";
import { startSession } from "#domain/sessions/start.ts";
import {
  asOperator,
  asRole,
  eventsOf,
  newSession,
  newTenant,
  newUser,
  TEST_PASSWORD,
} from "#domain/testing/contexts.ts";
import { createUser } from "./create.ts";
import { deleteUser } from "./delete.ts";
import { getUser } from "./get.ts";
import { listUsers } from "./list.ts";
import { tenantRoles } from "./schemas.ts";
import { restoreUser, suspendUser } from "./set-status.ts";

withDatabase();

const email = () => `u-${randomUUID()}@people.example`;
const person = (more: object = {}) => ({ email: email(), name: "Ada", ...more });

describe("adding a person", () => {
  test("stores the address in its one spelling and tells neither password nor hash", async () => {
    const { id: tenantId } = await newTenant();
    const address = email();
    const row = await createUser(asRole("admin", tenantId), {
      email: `  ${address.toUpperCase()}  `,
      name: " Ada ",
      password: TEST_PASSWORD,
    });
    expect(row).toEqual({
      id: row.id,
      email: address,
      name: "Ada",
      roles: ["member"],
      status: "active",
    });
    const event = (await eventsOf(tenantId)).at(-1);
    expect(event).toMatchObject({
      action: "user.create",
      after: { email: address, hasPassword: true },
    });
    expect(JSON.stringify([row, event])).not.toMatch(/argon2|otter/);
  });

  test("one address belongs to one tenant, whoever asks first and however it is spelt", async () => {
    const [mine, theirs] = [await newTenant(), await newTenant()];
    const address = email();
    const tries = await Promise.allSettled(
      [mine, theirs, mine, theirs].map((tenant, nth) =>
        createUser(
          asOperator(tenant.id),
          person({ email: nth > 1 ? address.toUpperCase() : address }),
        ),
      ),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of tries) {
      if (one.status !== "rejected") continue;
      expect(one.reason).toMatchObject({ code: "conflict", fields: { email: expect.any(String) } });
    }
    const everybody = await Promise.all(
      [mine, theirs].map(async (tenant) => (await listUsers(asOperator(tenant.id), {})).items),
    );
    expect(everybody.flat()).toHaveLength(1);
  });

  test.each([
    ["a short password", { password: "short 1234" }, "password"],
    ["eleven characters that look like more", { password: "e\u0301".repeat(11) }, "password"],
    ["a common password", { password: "password1234" }, "password"],
    [
      "a password made of the name",
      { name: "Wilhelmina", password: "wilhelminawilhelmina" },
      "password",
    ],
    ["a password without end", { password: "x".repeat(513) }, "password"],
    ["an unknown role", { roles: ["member", "superuser"] }, "roles"],
    ["a role of the platform", { roles: ["operator"] }, "roles"],
    ["a name of every object", { roles: ["constructor"] }, "roles"],
    ["no role at all", { roles: [] }, "roles"],
    ["two addresses", { email: "a@b.example,c@d.example" }, "email"],
    ["no address", { email: "nobody" }, "email"],
    ["an empty name", { name: "  " }, "name"],
    ["a name with a control character", { name: "A\u0007" }, "name"],
  ])("with %s is refused at its field, and changes nothing", async (_, more, field) => {
    const { id: tenantId } = await newTenant();
    await expect(createUser(asRole("admin", tenantId), person(more))).rejects.toMatchObject({
      code: "invalid",
      fields: { [field]: expect.any(String) },
    });
    expect((await listUsers(asOperator(tenantId), {})).items).toEqual([]);
  });

  test("twelve plain characters without digits or capitals are a password", async () => {
    const { id: tenantId } = await newTenant();
    await createUser(asRole("admin", tenantId), person({ password: "mzqv fkwp xj" }));
  });

  test("the roles of the form are the built-in ones", () => {
    const known: TenantRole[] = [...tenantRoles];
    expect(known).toEqual(Object.keys(builtInRoles));
  });
});

describe("a person of another tenant", () => {
  test("cannot be seen, suspended, restored or deleted, and reads like nobody", async () => {
    const [mine, theirs] = [await newTenant(), await newTenant()];
    const stranger = await newUser(theirs.id);
    const admin = asRole("admin", mine.id);
    for (const operation of [getUser, suspendUser, restoreUser, deleteUser]) {
      const told = async (id: string) => operation(admin, { id }).catch((error: unknown) => error);
      expect(await told(stranger.id)).toMatchObject({ code: "not_found" });
      expect(await told(stranger.id)).toEqual(await told(randomUUID()));
    }
    expect(await getUser(asOperator(theirs.id), { id: stranger.id })).toMatchObject({
      status: "active",
    });
    expect((await listUsers(admin, {})).items).toEqual([]);
  });
});

describe("suspending a person", () => {
  test("ends every session at once, lets none start, and restoring lets them in again", async () => {
    const { id: tenantId } = await newTenant();
    const { id } = await newUser(tenantId);
    const tokens = [await newSession(tenantId, id), await newSession(tenantId, id)];
    for (const token of tokens) expect(await findSession(token)).not.toBeNull();
    await suspendUser(asRole("admin", tenantId), { id });
    for (const token of tokens) expect(await findSession(token)).toBeNull();
    await expect(newSession(tenantId, id)).rejects.toMatchObject({ code: "conflict" });
    await restoreUser(asRole("admin", tenantId), { id });
    for (const token of tokens) expect(await findSession(token)).toBeNull();
    expect(await findSession(await newSession(tenantId, id))).not.toBeNull();
    expect((await eventsOf(tenantId)).map((event) => event.action)).toEqual(
      expect.arrayContaining(["user.suspend", "user.restore"]),
    );
  });

  test("nobody suspends or deletes themselves", async () => {
    const { id: tenantId } = await newTenant();
    const { id } = await newUser(tenantId, { roles: ["admin"] });
    const ctx = asRole("admin", tenantId);
    if (ctx.actor.kind !== "user") throw new Error("a role is a person's");
    const self = { ...ctx, actor: { ...ctx.actor, userId: id } };
    await expect(suspendUser(self, { id })).rejects.toMatchObject({ code: "conflict" });
    await expect(deleteUser(self, { id })).rejects.toMatchObject({ code: "conflict" });
  });
});

test("a deleted person's sessions end, the address is free, and the events stay", async () => {
  const { id: tenantId } = await newTenant();
  const gone = await newUser(tenantId);
  const token = await newSession(tenantId, gone.id);
  expect(await findSession(token)).not.toBeNull();
  await deleteUser(asRole("admin", tenantId), { id: gone.id });
  expect(await findSession(token)).toBeNull();
  await expect(
    startSession(asOperator(tenantId), {
      userId: gone.id,
      method: "password",
      providerName: null,
      issuer: null,
      loginDomain: null,
    }),
  ).rejects.toMatchObject({ code: "conflict" });
  await newUser(tenantId, { email: gone.email });
  const about = (await eventsOf(tenantId)).filter((event) => event.targetId === gone.id);
  expect(about.map((event) => event.action)).toEqual([
    "user.create",
    "sign_in.password",
    "user.delete",
  ]);
});

test.each([
  ["", {}],
  [" of a search", { search: "p-" }],
  [" of a role", { role: "member" }],
])("a list%s goes by address in pages without gaps", async (_, asked) => {
  const [{ id: tenantId }, other] = [await newTenant(), await newTenant()];
  const made = await Promise.all([1, 2, 3, 4, 5].map(() => newUser(tenantId)));
  await newUser(other.id);
  await newUser(tenantId, { email: `q-${randomUUID()}@people.example`, roles: ["auditor"] });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listUsers(asRole("auditor", tenantId), { ...asked, limit: 2, cursor });
    expect(page.total).toBeNull();
    seen.push(...page.items.map((item) => item.email).filter((email) => email.startsWith("p-")));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(made.map((row) => row.email).sort());
});

test("a list refuses a cursor with what no text holds", async () => {
  const { id: tenantId } = await newTenant();
  const key = JSON.stringify(["a\u0000", randomUUID()]);
  const unfit = Buffer.from(key).toString("base64url");
  await expect(listUsers(asOperator(tenantId), { cursor: unfit })).rejects.toMatchObject({
    code: "invalid",
  });
});
