import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { identityProviders } from "#db/schema/identity-providers.ts";
import { withDatabase } from "#db/test-connection.ts";
import { addDomain } from "#domain/login-domains/add.ts";
import { updateDomain } from "#domain/login-domains/update.ts";
import {
  asOperator,
  asRole,
  newDomain,
  newProvider,
  newTenant,
  newUser,
} from "#domain/testing/contexts.ts";
import { tenantHome } from "./home.ts";
import { listTenants } from "./list.ts";
import { updateTenant } from "./update.ts";

withDatabase();

async function doneSteps(tenantId: string) {
  const { checklist } = await tenantHome(asRole("auditor", tenantId), {});
  return checklist.steps.filter((step) => step.done).map((step) => step.step);
}

test("each step of the checklist is ticked by what is there, and by nothing less", async () => {
  const tenant = await newTenant();
  const operator = asOperator(tenant.id);
  await newUser(tenant.id);
  await addDomain(operator, { domain: `pending.${tenant.domain}` });
  expect(await doneSteps(tenant.id)).toEqual([]);

  await newDomain(tenant.id, { domain: tenant.domain });
  expect(await doneSteps(tenant.id)).toEqual(["domain"]);
  await updateDomain(operator, { domain: tenant.domain, active: false });
  expect(await doneSteps(tenant.id)).toEqual([]);
  await updateDomain(operator, { domain: tenant.domain, active: true });

  const { id } = await newProvider(tenant.id, "google");
  expect(await doneSteps(tenant.id)).toEqual(["domain", "provider"]);
  const lastTest = (ok: boolean) => ({ at: "", ok, stage: "client" as const, message: "" });
  const store = (ok: boolean) =>
    database()
      .update(identityProviders)
      .set({ lastTest: lastTest(ok) })
      .where(eq(identityProviders.id, id));
  await store(false);
  expect(await doneSteps(tenant.id)).toEqual(["domain", "provider"]);
  await store(true);
  await newUser(tenant.id);
  expect(await doneSteps(tenant.id)).toEqual(["domain", "provider", "test", "people"]);

  await updateTenant(operator, { ssoEnforced: true });
  expect(await doneSteps(tenant.id)).toHaveLength(5);
  const { items } = await listTenants(asOperator(), { search: tenant.slug });
  expect(items).toMatchObject([{ slug: tenant.slug, stepsDone: 5 }]);
});

test("the last 30 days show sign-ins by provider and failures, of this tenant only", async () => {
  const [tenant, other] = [await newTenant(), await newTenant()];
  const event = (tenantId: string, more: object) => ({
    tenantId,
    id: randomUUID(),
    action: "sign_in.provider",
    actorKind: "system" as const,
    actorId: "",
    actorName: "",
    targetKind: "user",
    targetId: "",
    targetName: "",
    outcome: "success" as const,
    requestId: "",
    address: "",
    userAgent: "",
    ...more,
  });
  await database()
    .insert(auditEvents)
    .values([
      event(tenant.id, { after: { method: "azure-ad" } }),
      event(tenant.id, { after: { method: "azure-ad" } }),
      event(tenant.id, { action: "sign_in.password", after: { method: "password" } }),
      event(tenant.id, { outcome: "failure", after: { provider: "google" } }),
      event(tenant.id, { action: "sign_in.password", outcome: "failure" }),
      event(tenant.id, { action: "sign_in.sign_out" }),
      event(other.id, { after: { method: "google" } }),
    ]);
  const { days } = await tenantHome(asRole("admin", tenant.id), {});
  expect(days).toHaveLength(30);
  expect(days.at(-1)).toEqual({
    day: new Date().toISOString().slice(0, 10),
    signIns: { password: 1, google: 0, "azure-ad": 2, oidc: 0 },
    failures: 2,
  });
  expect(new Set(days.map((day) => day.day)).size).toBe(30);
});

test("a member sees no tenant home", async () => {
  const tenant = await newTenant();
  await expect(tenantHome(asRole("member", tenant.id), {})).rejects.toMatchObject({
    code: "forbidden",
  });
});
