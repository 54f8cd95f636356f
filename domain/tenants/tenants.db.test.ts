import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { withDatabase } from "#db/test-connection.ts";
import { asOperator, asRole, newTenant } from "#domain/testing/contexts.ts";
import { createTenant } from "./create.ts";
import { deleteTenant } from "./delete.ts";
import { enterTenant } from "./enter.ts";
import { getTenant } from "./get.ts";
import { listTenants } from "./list.ts";
import { updateTenant } from "./update.ts";

withDatabase();

async function eventsOf(tenantId: string) {
  return await database()
    .select({ action: auditEvents.action, outcome: auditEvents.outcome, after: auditEvents.after })
    .from(auditEvents)
    .where(and(eq(auditEvents.tenantId, tenantId)))
    .orderBy(auditEvents.at, auditEvents.id);
}

describe("tenants", () => {
  test("a created tenant is listed, read and audited", async () => {
    const tenant = await newTenant();
    expect(await getTenant(asOperator(tenant.id), {})).toMatchObject({
      slug: tenant.slug,
      status: "active",
    });
    expect(await eventsOf(tenant.id)).toMatchObject([
      { action: "tenant.create", outcome: "success", after: { slug: tenant.slug } },
    ]);
  });

  test("of two that take one slug at once exactly one wins, and the other is told", async () => {
    const slug = `race-${crypto.randomUUID()}`;
    const tries = await Promise.allSettled(
      [1, 2].map(() => createTenant(asOperator(), { slug, name: "Race" })),
    );
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(tries.find((one) => one.status === "rejected")).toMatchObject({
      reason: { code: "conflict", fields: { slug: expect.stringContaining(slug) } },
    });
  });

  test("an admin may rename the tenant, and may neither suspend it nor enforce SSO", async () => {
    const tenant = await newTenant();
    const admin = asRole("admin", tenant.id);
    expect(await updateTenant(admin, { name: "New name" })).toMatchObject({ name: "New name" });
    await expect(updateTenant(admin, { status: "suspended" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(updateTenant(admin, { ssoEnforced: true })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await eventsOf(tenant.id)).filter((event) => event.outcome === "denied")).toHaveLength(
      2,
    );
  });

  test("another tenant reads as no tenant at all", async () => {
    const [mine, theirs] = [await newTenant(), await newTenant()];
    const admin = asRole("admin", mine.id);
    const missing = await enterTenant(admin, "no-such-tenant").catch((error: unknown) => error);
    const foreign = await enterTenant(admin, theirs.slug).catch((error: unknown) => error);
    expect(foreign).toMatchObject({
      code: "not_found",
      message: missing instanceof Error ? missing.message : "",
    });
    await expect(getTenant(asRole("admin", mine.id, theirs.id), {})).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("a tenant that is deleted leaves its audit events", async () => {
    const tenant = await newTenant();
    await deleteTenant(asOperator(tenant.id), {});
    await expect(getTenant(asOperator(tenant.id), {})).rejects.toMatchObject({ code: "not_found" });
    expect((await eventsOf(tenant.id)).map((event) => event.action)).toEqual([
      "tenant.create",
      "tenant.delete",
    ]);
  });

  test("the platform can be neither deleted nor suspended", async () => {
    await expect(deleteTenant(asOperator(), {})).rejects.toMatchObject({ code: "invalid" });
    await expect(updateTenant(asOperator(), { status: "suspended" })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("pages follow each other without gaps, and a made-up cursor is refused", async () => {
    await Promise.all([newTenant(), newTenant(), newTenant()]);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const one = await listTenants(asOperator(), { limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...one.items.map((item) => item.slug));
      cursor = one.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect([...seen].sort((a, b) => (a < b ? -1 : 1))).toHaveLength(seen.length);
    await expect(listTenants(asOperator(), { cursor: "made-up" })).rejects.toMatchObject({
      code: "invalid",
      fields: { cursor: expect.any(String) },
    });
  });
});
