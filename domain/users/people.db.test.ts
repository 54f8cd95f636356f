import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { identities } from "#db/schema/users.ts";
import { withDatabase } from "#db/test-connection.ts";
import type { Context } from "#domain/kernel/context.ts";
import { endSessionsOfUser } from "#domain/sessions/end-of-user.ts";
import { findSession } from "#domain/sessions/find.ts";
import { signInWithPassword } from "#domain/sign-in/with-password.ts";
import {
  asOperator,
  asRole,
  eventsOf,
  newSession,
  newTenant,
  newUser,
  TEST_PASSWORD,
  testRequest,
} from "#domain/testing/contexts.ts";
import { changeOwnPassword } from "./change-own-password.ts";
import { createUser } from "./create.ts";
import { deleteUser } from "./delete.ts";
import { getPerson } from "./person.ts";
import { suspendUser } from "./set-status.ts";
import { unlinkIdentity } from "./unlink-identity.ts";
import { updateOwnProfile, updateUser } from "./update.ts";

withDatabase();

/** A context as the signed-in person has it. */
async function signedIn(tenantId: string, userId: string): Promise<Context & { token: string }> {
  const token = await newSession(tenantId, userId);
  const actor = (await findSession(token))?.actor;
  if (!actor) throw new Error("not signed in");
  return { actor, tenantId, request: testRequest(), token };
}

describe("the last admin of a tenant", () => {
  test("can be neither demoted nor suspended nor deleted by admins, until there is another", async () => {
    const tenant = await newTenant();
    const admin = await newUser(tenant.id, { roles: ["admin"] });
    await newUser(tenant.id);
    const ctx = asRole("admin", tenant.id);
    const id = admin.id;
    const isLast = { code: "conflict", message: expect.stringContaining("last admin") };
    await expect(updateUser(ctx, { id, roles: ["member"] })).rejects.toMatchObject(isLast);
    await expect(suspendUser(ctx, { id })).rejects.toMatchObject(isLast);
    await expect(deleteUser(ctx, { id })).rejects.toMatchObject(isLast);
    await updateUser(ctx, { id, roles: ["admin", "auditor"], name: "Still admin" });

    const second = await newUser(tenant.id, { roles: ["admin"] });
    await suspendUser(ctx, { id: second.id });
    await expect(deleteUser(ctx, { id })).rejects.toMatchObject(isLast);
    await newUser(tenant.id, { roles: ["admin"] });
    expect(await updateUser(ctx, { id, roles: ["member"] })).toMatchObject({ roles: ["member"] });
  });

  test("of two who are demoted at once, one stays", async () => {
    const tenant = await newTenant();
    const admins = [
      await newUser(tenant.id, { roles: ["admin"] }),
      await newUser(tenant.id, { roles: ["admin"] }),
    ];
    const tries = await Promise.allSettled(
      admins.map(({ id }) => updateUser(asRole("admin", tenant.id), { id, roles: ["member"] })),
    );
    expect(tries.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("may be removed by an operator", async () => {
    const tenant = await newTenant();
    const { id } = await newUser(tenant.id, { roles: ["admin"] });
    await deleteUser(asOperator(tenant.id), { id });
  });
});

describe("roles", () => {
  test("are granted and taken away only by whoever may do what they give", async () => {
    const tenant = await newTenant();
    const [admin, member] = [
      await newUser(tenant.id, { roles: ["admin"] }),
      await newUser(tenant.id),
    ];
    await newUser(tenant.id, { roles: ["admin"] });
    const ctx = asRole("auditor", tenant.id);
    if (ctx.actor.kind !== "user") throw new Error("not a user");
    const permissions = new Set([...ctx.actor.permissions, "user.update", "user.create"] as const);
    const weaker = { ...ctx, actor: { ...ctx.actor, permissions } };
    const forbidden = { code: "forbidden" };
    await expect(updateUser(weaker, { id: member.id, roles: ["admin"] })).rejects.toMatchObject(
      forbidden,
    );
    await expect(updateUser(weaker, { id: admin.id, roles: ["member"] })).rejects.toMatchObject(
      forbidden,
    );
    const input = { email: `n@${tenant.domain}`, name: "N", roles: ["admin"] };
    await expect(createUser(weaker, input)).rejects.toMatchObject(forbidden);
    expect(await updateUser(weaker, { id: member.id, roles: ["auditor"] })).toMatchObject({
      roles: ["auditor"],
    });
    await expect(updateUser(weaker, { id: member.id, roles: ["root"] })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(
      updateUser(asRole("auditor", tenant.id), { id: member.id, name: "X" }),
    ).rejects.toMatchObject(forbidden);
  });

  test("that were taken away are gone from running sessions at once", async () => {
    const tenant = await newTenant();
    const [one, two] = [
      await newUser(tenant.id, { roles: ["admin"] }),
      await newUser(tenant.id, { roles: ["admin"] }),
    ];
    const { token } = await signedIn(tenant.id, one.id);
    await updateUser(await signedIn(tenant.id, two.id), { id: one.id, roles: ["member"] });
    expect((await findSession(token))?.actor.permissions.has("user.create")).toBe(false);
  });
});

describe("one's own password", () => {
  test("is changed with the old one, and every other session ends", async () => {
    const tenant = await newTenant();
    const person = await newUser(tenant.id);
    const other = await newSession(tenant.id, person.id);
    const ctx = await signedIn(tenant.id, person.id);
    const newPassword = "nine violet trams cross the delta";
    await expect(
      changeOwnPassword(ctx, { currentPassword: "wrong password 123", newPassword }),
    ).rejects.toMatchObject({ code: "invalid", fields: { currentPassword: expect.any(String) } });
    await expect(
      changeOwnPassword(ctx, { currentPassword: TEST_PASSWORD, newPassword: "password12345" }),
    ).rejects.toMatchObject({ code: "invalid", fields: { newPassword: expect.any(String) } });
    expect(await findSession(other)).not.toBeNull();
    expect(await changeOwnPassword(ctx, { currentPassword: TEST_PASSWORD, newPassword })).toEqual({
      endedSessions: 1,
    });
    expect(await findSession(other)).toBeNull();
    expect(await findSession(ctx.token)).not.toBeNull();
    const request = { ...testRequest(), address: "198.51.100.7" };
    const signIn = (password: string) =>
      signInWithPassword({ email: person.email, password }, request);
    expect(await signIn(TEST_PASSWORD)).toBeNull();
    expect(await signIn(newPassword)).not.toBeNull();
    const events = (await eventsOf(tenant.id)).filter(
      (e) => e.action === "account.change_password",
    );
    expect(events.map((event) => event.outcome)).toEqual(["failure", "success"]);
  });

  test("is guessed ten times at most", async () => {
    const tenant = await newTenant();
    const ctx = await signedIn(tenant.id, (await newUser(tenant.id)).id);
    const guess = () =>
      changeOwnPassword(ctx, { currentPassword: "wrong", newPassword: TEST_PASSWORD }).catch(
        (error: unknown) => error,
      );
    for (let tried = 0; tried < 10; tried += 1)
      expect(await guess()).toMatchObject({ code: "invalid" });
    expect(await guess()).toMatchObject({ code: "rate_limited" });
  });
});

test("one's own name is one's own to change", async () => {
  const tenant = await newTenant();
  const ctx = await signedIn(tenant.id, (await newUser(tenant.id)).id);
  expect(await updateOwnProfile(ctx, { name: " Zoë 🦊 " })).toEqual({ name: "Zoë 🦊" });
  expect((await findSession(ctx.token))?.name).toBe("Zoë 🦊");
});

describe("a person's page", () => {
  async function linked() {
    const tenant = await newTenant();
    const person = await newUser(tenant.id);
    const identity = { issuer: "https://accounts.google.com", subject: randomUUID() };
    await database()
      .insert(identities)
      .values({ tenantId: tenant.id, userId: person.id, providerKind: "google", ...identity });
    return { tenant, person, identity };
  }

  test("tells identities, sessions and events, and each part only to whoever may read it", async () => {
    const { tenant, person, identity } = await linked();
    await newSession(tenant.id, person.id);
    const { id } = person;
    const seen = await getPerson(asRole("auditor", tenant.id), { id });
    expect(seen).toMatchObject({
      email: person.email,
      hasPassword: true,
      invitation: null,
      identities: [{ ...identity, kind: "google" }],
      sessions: [{ method: "password", current: false }],
    });
    expect(seen.events?.map((event) => event.action)).toEqual(["sign_in.password", "user.create"]);
    expect(await getPerson(asRole("approver", tenant.id), { id })).toMatchObject({
      sessions: null,
      events: null,
    });
    const foreign = asRole("admin", (await newTenant()).id);
    await expect(getPerson(foreign, { id })).rejects.toMatchObject({ code: "not_found" });
  });

  test("unlinking an identity forgets it alone, and not one of somebody else", async () => {
    const { tenant, person, identity } = await linked();
    const ctx = asRole("admin", tenant.id);
    const other = await newUser(tenant.id);
    await expect(unlinkIdentity(ctx, { id: other.id, ...identity })).rejects.toMatchObject({
      code: "not_found",
    });
    await unlinkIdentity(ctx, { id: person.id, ...identity });
    expect((await getPerson(ctx, { id: person.id })).identities).toEqual([]);
  });

  test("an admin ends one session or all of them, of this person and tenant only", async () => {
    const tenant = await newTenant();
    const [person, other] = [await newUser(tenant.id), await newUser(tenant.id)];
    const [one, two, theirs] = [
      await newSession(tenant.id, person.id),
      await newSession(tenant.id, person.id),
      await newSession(tenant.id, other.id),
    ];
    const admin = asRole("admin", tenant.id);
    const sessionId = (await findSession(one ?? ""))?.actor.sessionId ?? "";
    await expect(endSessionsOfUser(admin, { id: other.id, sessionId })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await endSessionsOfUser(admin, { id: person.id, sessionId })).toEqual({ ended: 1 });
    expect(await findSession(one)).toBeNull();
    expect(await endSessionsOfUser(admin, { id: person.id })).toEqual({ ended: 1 });
    expect(await findSession(two)).toBeNull();
    expect(await findSession(theirs)).not.toBeNull();
  });
});
