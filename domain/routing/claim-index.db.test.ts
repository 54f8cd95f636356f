import { eq } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { closeChannel, openChannel } from "#db/channel.ts";
import { database } from "#db/client.ts";
import { loginDomains, verifiedDomains } from "#db/schema/login-domains.ts";
import { withOwnDatabase } from "#db/test-connection.ts";
import { addDomain } from "#domain/login-domains/add.ts";
import { type DomainName, parseDomainName } from "#domain/login-domains/email-address.ts";
import { removeDomain } from "#domain/login-domains/remove.ts";
import { updateDomain } from "#domain/login-domains/update.ts";
import { deleteTenant } from "#domain/tenants/delete.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import { asOperator, newDomain, newProvider, newTenant } from "#domain/testing/contexts.ts";
import { indexedClaims, startClaimIndex } from "./claim-index.ts";
import { routeDomain, routeDomainAfresh } from "./route.ts";

withOwnDatabase();
beforeAll(startClaimIndex);

function nameOf(raw: string): DomainName {
  const domain = parseDomainName(raw);
  if (!domain) throw new Error(`${raw} is no domain`);
  return domain;
}

async function newRoutedTenant(more: { wildcard?: boolean } = {}) {
  const tenant = await newTenant();
  await newProvider(tenant.id, "google");
  await newDomain(tenant.id, { domain: tenant.domain, ...more });
  return { ...tenant, name: nameOf(tenant.domain) };
}

/** Waits until memory answers for `domain`. */
function untilIndexed(domain: string) {
  return vi.waitUntil(() => indexedClaims([domain]), { timeout: 15_000 });
}

test("a domain is routed as the database would, claimed or not, below a wildcard or not", async () => {
  const tenant = await newRoutedTenant({ wildcard: true });
  const exact = await newRoutedTenant();
  for (const raw of [
    tenant.name,
    `mail.${tenant.name}`,
    exact.name,
    `mail.${exact.name}`,
    "x.example",
  ]) {
    const domain = nameOf(raw);
    await untilIndexed(domain);
    expect(await routeDomain(domain)).toEqual(await routeDomainAfresh(domain));
  }
  expect((await routeDomain(nameOf(`mail.${tenant.name}`))).claim?.tenant.id).toBe(tenant.id);
});

test("what was changed behind the back of every operation is not seen: memory answers", async () => {
  const tenant = await newRoutedTenant();
  await untilIndexed(tenant.name);
  await database()
    .update(loginDomains)
    .set({ active: false })
    .where(eq(loginDomains.domain, tenant.name));
  expect((await routeDomain(tenant.name)).claim?.tenant.id).toBe(tenant.id);
});

test("every change is seen by the very next question, and again once memory has caught up", async () => {
  const tenant = await newRoutedTenant();
  const ctx = asOperator(tenant.id);
  const steps: [() => Promise<unknown>, boolean][] = [
    [() => updateDomain(ctx, { domain: tenant.name, active: false }), false],
    [() => updateDomain(ctx, { domain: tenant.name, active: true }), true],
    [() => removeDomain(ctx, { domain: tenant.name }), false],
    [() => addDomain(ctx, { domain: tenant.name, vouch: "for a test" }), true],
    [() => updateTenant(ctx, { status: "suspended" }), false],
    [() => updateTenant(ctx, { status: "active" }), true],
    [() => deleteTenant(ctx, {}), false],
  ];
  for (const [change, routes] of steps) {
    await change();
    expect((await routeDomain(tenant.name)).source === "tenant").toBe(routes);
    await untilIndexed(tenant.name);
    expect((await routeDomain(tenant.name)).source === "tenant").toBe(routes);
  }
});

test("a domain that a deleted tenant leaves behind routes to whoever claims it next", async () => {
  const first = await newRoutedTenant();
  await untilIndexed(first.name);
  await deleteTenant(asOperator(first.id), {});
  const second = await newTenant();
  await newDomain(second.id, { domain: first.name });
  expect((await routeDomain(first.name)).claim?.tenant.id).toBe(second.id);
});

test("without the channel memory is not asked, and it is read anew when the channel is back", async () => {
  const tenant = await newRoutedTenant();
  await untilIndexed(tenant.name);
  await closeChannel();
  expect(indexedClaims([tenant.name])).toBeNull();
  await database().delete(verifiedDomains).where(eq(verifiedDomains.domain, tenant.name));
  expect((await routeDomain(tenant.name)).claim).toBeNull();
  await openChannel();
  expect(await untilIndexed(tenant.name)).toEqual([]);
});
