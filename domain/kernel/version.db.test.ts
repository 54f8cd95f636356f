import { describe, expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { getProvider } from "#domain/identity-providers/get.ts";
import { setProvider } from "#domain/identity-providers/set.ts";
import { getDomain } from "#domain/login-domains/get.ts";
import { updateDomain } from "#domain/login-domains/update.ts";
import { getTenant } from "#domain/tenants/get.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import {
  asOperator,
  asRole,
  newDomain,
  newProvider,
  newTenant,
  newUser,
} from "#domain/testing/contexts.ts";
import { getUser } from "#domain/users/get.ts";
import { updateUser } from "#domain/users/update.ts";
import { versionOf } from "./version.ts";

withDatabase();

const stale = (field: string, theirs: unknown) => ({
  code: "conflict",
  fields: { [field]: expect.any(String) },
  stale: { changed: [{ field, theirs, touched: true }] },
});

describe("a change that starts from what somebody else changed meanwhile", () => {
  test("of a tenant is a conflict, which says what they saved, who and when", async () => {
    const { id } = await newTenant();
    const ctx = asRole("admin", id);
    const { version } = await getTenant(ctx, {});
    await updateTenant(asRole("admin", id), { name: "Theirs", version });
    const failure = await updateTenant(ctx, { name: "Mine", version }).catch((e: unknown) => e);
    expect(failure).toMatchObject(stale("name", "Theirs"));
    expect(failure).toMatchObject({ stale: { by: { name: "admin@test.example" } } });
    expect((await getTenant(ctx, {})).name).toBe("Theirs");
  });

  test("of a person, a login domain and a provider is a conflict too", async () => {
    const tenant = await newTenant();
    const ctx = asOperator(tenant.id);
    const { id } = await newUser(tenant.id);
    const user = await getUser(ctx, { id });
    await updateUser(ctx, { id, roles: ["auditor"] });
    await expect(
      updateUser(ctx, { id, roles: ["member", "approver"], version: user.version }),
    ).rejects.toMatchObject(stale("roles", ["auditor"]));

    const provider = await newProvider(tenant.id, "google");
    const { domain } = await newDomain(tenant.id, { domain: tenant.domain });
    const claim = await getDomain(ctx, { domain });
    await updateDomain(ctx, { domain, providers: ["google"] });
    await expect(
      updateDomain(ctx, { domain, providers: [], version: claim.version }),
    ).rejects.toMatchObject(stale("providers", [provider.id]));

    const key = { kind: "google" as const, clientId: provider.clientId };
    const { version } = await getProvider(ctx, { provider: provider.id });
    await setProvider(ctx, { ...key, enabled: false });
    await setProvider(ctx, { ...key, secretExpiresAt: "2031-01-31T00:00:00Z", version });
    await expect(
      setProvider(ctx, { ...key, secretExpiresAt: null, enabled: true, version }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test("wins when it starts from the version that the conflict names", async () => {
    const { id } = await newTenant();
    const ctx = asOperator(id);
    const { version } = await getTenant(ctx, {});
    await updateTenant(ctx, { name: "Theirs" });
    const failure = await updateTenant(ctx, { name: "Mine", version }).catch((e: unknown) => e);
    const now = (failure as { stale: { version: string } }).stale.version;
    expect((await updateTenant(ctx, { name: "Mine", version: now })).name).toBe("Mine");
    await expect(updateTenant(ctx, { name: "Late", version: now })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("of two at the same moment exactly one wins", async () => {
    const { id } = await newTenant();
    const { version } = await getTenant(asOperator(id), {});
    const tries = Array.from({ length: 8 }, (_, at) =>
      updateTenant(asOperator(id), { name: `Name ${at}`, version }),
    );
    const settled = await Promise.allSettled(tries);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("no conflict", () => {
  test("is a change without a version: the last write wins", async () => {
    const { id } = await newTenant();
    const ctx = asOperator(id);
    await updateTenant(ctx, { name: "Theirs" });
    expect((await updateTenant(ctx, { name: "Mine" })).name).toBe("Mine");
  });

  test("is a change of another field, the same change sent twice, and a background note", async () => {
    const { id } = await newTenant();
    const ctx = asOperator(id);
    const { version } = await getTenant(ctx, {});
    await updateTenant(ctx, { sessionLifetimeHours: 3 });
    await updateTenant(ctx, { name: "Mine", version });
    await updateTenant(ctx, { name: "Mine", version });
    expect(await getTenant(ctx, {})).toMatchObject({ name: "Mine", sessionLifetimeHours: 3 });
  });

  test("is a list in another order", () => {
    expect(versionOf({ roles: ["a", "b"] })).toBe(versionOf({ roles: ["b", "a"] }));
    expect(versionOf({ roles: ["a", "b"] })).not.toBe(versionOf({ roles: ["a"] }));
    expect(versionOf({ roles: null })).not.toBe(versionOf({ roles: [] }));
  });
});

test("a field that was left as it was is told apart from one that was changed", async () => {
  const { id } = await newTenant();
  const ctx = asOperator(id);
  const { version, sessionIdleMinutes } = await getTenant(ctx, {});
  await updateTenant(ctx, { sessionIdleMinutes: 7 });
  await expect(
    updateTenant(ctx, { sessionIdleMinutes, sessionLifetimeHours: 9, version }),
  ).rejects.toMatchObject({
    stale: { changed: [{ field: "sessionIdleMinutes", theirs: 7, touched: false }] },
  });
});

test("whoever may not read the audit log is not told who it was", async () => {
  const tenant = await newTenant();
  const { id } = await newUser(tenant.id, { roles: ["member"] });
  const mute = asRole("admin", tenant.id);
  if (mute.actor.kind !== "user") throw new Error("a role is a person's");
  const { permissions } = mute.actor;
  const actor = {
    ...mute.actor,
    permissions: new Set([...permissions].filter((one) => one !== "audit_event.read")),
  };
  const { version } = await getUser(mute, { id });
  await updateUser(asOperator(tenant.id), { id, name: "Theirs" });
  await expect(updateUser({ ...mute, actor }, { id, name: "Mine", version })).rejects.toMatchObject(
    { stale: { by: null } },
  );
  await expect(updateUser(mute, { id, name: "Mine", version })).rejects.toMatchObject({
    stale: { by: { name: "test operator" } },
  });
});

test.each(["", "name", "name:short", "a b:AAAAAAAA"])(
  "what is no version is said to be none: %j",
  async (version) => {
    const { id } = await newTenant();
    const change = updateTenant(asOperator(id), { name: "Mine", version });
    await expect(change).rejects.toMatchObject({
      code: "invalid",
      fields: { version: expect.any(String) },
    });
  },
);
