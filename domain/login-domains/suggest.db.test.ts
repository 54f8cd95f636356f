import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { asOperator, asRole, newDomain, newTenant, newUser } from "#domain/testing/contexts.ts";
import { suspendUser } from "#domain/users/set-status.ts";
import { addDomain } from "./add.ts";
import { removeDomain } from "./remove.ts";
import { suggestDomain } from "./suggest.ts";

withDatabase();

/** A tenant whose first admin has an address of a domain that nobody else knows. */
async function tenantOfAdmin(domain = `${randomUUID()}.example`) {
  const tenant = await newTenant();
  const admin = await newUser(tenant.id, {
    email: `ada-${randomUUID()}@${domain}`,
    roles: ["admin"],
  });
  const ctx = asRole("admin", tenant.id);
  return { ...tenant, ctx, admin, domain, suggested: () => suggestDomain(ctx, {}) };
}

describe("a starter domain", () => {
  test("is that of the first admin's address, until the tenant has a claim", async () => {
    const { id, ctx, domain, suggested } = await tenantOfAdmin();
    await newUser(id, { email: `bob@${randomUUID()}.example`, roles: ["admin"] });
    expect(await suggested()).toEqual({ domain });
    expect(await suggestDomain(asOperator(id), {})).toEqual({ domain });
    await addDomain(ctx, { domain: `other-${domain}` });
    expect(await suggested()).toBeNull();
  });

  test("can be claimed as it is suggested", async () => {
    const { ctx, domain, suggested } = await tenantOfAdmin();
    expect((await addDomain(ctx, { domain: (await suggested())?.domain ?? "" })).domain).toBe(
      domain,
    );
    expect(await suggested()).toBeNull();
  });

  test("is never one that another tenant claims, verified or not, and then says no more than that", async () => {
    const { domain, suggested } = await tenantOfAdmin();
    const other = await newTenant();
    await addDomain(asOperator(other.id), { domain });
    expect(await suggested()).toBeNull();
    await removeDomain(asOperator(other.id), { domain });
    expect(await suggested()).toEqual({ domain });
    await newDomain(other.id, { domain });
    expect(await suggested()).toBeNull();
  });

  test("is never one that another tenant's wildcard covers; a claim above it without one does not", async () => {
    const parent = `${randomUUID()}.example`;
    const { suggested } = await tenantOfAdmin(`north.${parent}`);
    const other = await newTenant();
    await newDomain(other.id, { domain: parent });
    expect(await suggested()).toEqual({ domain: `north.${parent}` });
    await removeDomain(asOperator(other.id), { domain: parent });
    await newDomain(other.id, { domain: parent, wildcard: true });
    expect(await suggested()).toBeNull();
  });

  test.each(["gmail.com", "co.uk", "mail.internal.local"])("is never %s", async (domain) => {
    expect(await (await tenantOfAdmin(domain)).suggested()).toBeNull();
  });

  test("is an admin's, never a member's", async () => {
    const { id } = await newTenant();
    await newUser(id, { roles: ["member"] });
    expect(await suggestDomain(asRole("admin", id), {})).toBeNull();
  });

  test("passes over an admin who was suspended", async () => {
    const { id, ctx, admin, domain, suggested } = await tenantOfAdmin();
    await newUser(id, { email: `bob@second-${domain}`, roles: ["admin"] });
    await suspendUser(ctx, { id: admin.id });
    expect(await suggested()).toEqual({ domain: `second-${domain}` });
  });

  test("is for whoever may claim, and the platform has none", async () => {
    const { id } = await tenantOfAdmin();
    await expect(suggestDomain(asRole("auditor", id), {})).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await suggestDomain(asOperator(PLATFORM_TENANT_ID), {})).toBeNull();
  });
});
