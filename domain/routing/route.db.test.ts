import { and, eq } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { channelIsLive } from "#db/channel.ts";
import { database } from "#db/client.ts";
import { loginDomains, verifiedDomains } from "#db/schema/login-domains.ts";
import { withDatabase } from "#db/test-connection.ts";
import { removeProvider } from "#domain/identity-providers/remove.ts";
import type { Context } from "#domain/kernel/context.ts";
import { addDomain } from "#domain/login-domains/add.ts";
import { type DomainName, parseDomainName } from "#domain/login-domains/email-address.ts";
import { removeDomain } from "#domain/login-domains/remove.ts";
import { updateDomain } from "#domain/login-domains/update.ts";
import { deleteTenant } from "#domain/tenants/delete.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import { asOperator, asRole, newDomain, newProvider, newTenant } from "#domain/testing/contexts.ts";
import { offeredKinds } from "./decide.ts";
import { routeDomain, routeDomainAfresh } from "./route.ts";

/** Counts the reads of the database, so that a cached answer is told from a fresh one. */
const reads = vi.hoisted(() => ({ count: 0 }));
vi.mock("./facts.ts", async (importOriginal) => {
  const { loadRouteClaims } = await importOriginal<typeof import("./facts.ts")>();
  return {
    loadRouteClaims: (domain: DomainName) => {
      reads.count += 1;
      return loadRouteClaims(domain);
    },
  };
});

withDatabase();

function domainName(raw: string): DomainName {
  const domain = parseDomainName(raw);
  if (!domain) throw new Error(`${raw} is no domain`);
  return domain;
}

/** A tenant with a Google provider and a verified domain. */
async function newRoutedTenant(more: { wildcard?: boolean } = {}) {
  const tenant = await newTenant();
  const provider = await newProvider(tenant.id, "google");
  await newDomain(tenant.id, { domain: tenant.domain, ...more });
  return { ...tenant, name: domainName(tenant.domain), providerId: provider.id };
}

/** The tenant that `domain` is routed to, by the cache and by the database, which must agree. */
async function tenantOf(domain: DomainName): Promise<string | null> {
  const cached = await routeDomain(domain);
  expect(cached).toEqual(await routeDomainAfresh(domain));
  return cached.claim?.tenant.id ?? null;
}

describe("only a verified, active claim routes", () => {
  test("a pending one does not, and does once it is verified", async () => {
    const tenant = await newTenant();
    const name = domainName(tenant.domain);
    await addDomain(asRole("admin", tenant.id), { domain: name, wildcard: true });
    expect(await tenantOf(name)).toBeNull();
    expect(await tenantOf(domainName(`mail.${name}`))).toBeNull();
    await removeDomain(asRole("admin", tenant.id), { domain: name });
    await newDomain(tenant.id, { domain: name });
    expect(await tenantOf(name)).toBe(tenant.id);
  });

  test("a pending one does not, even where an owner is written down for it", async () => {
    const tenant = await newTenant();
    const name = domainName(tenant.domain);
    await addDomain(asRole("admin", tenant.id), { domain: name });
    await database().insert(verifiedDomains).values({ domain: name, tenantId: tenant.id });
    expect(await tenantOf(name)).toBeNull();
  });

  test("other tenants' unverified claims change nothing: not exact, not wider, not narrower", async () => {
    const owner = await newRoutedTenant({ wildcard: true });
    const below = domainName(`mail.${owner.name}`);
    const before = await routeDomainAfresh(owner.name);
    for (const domain of [owner.name, below, `*.${owner.name}`, `*.${below}`]) {
      const stranger = await newTenant();
      await newProvider(stranger.id, "azure-ad");
      await addDomain(asRole("admin", stranger.id), { domain });
    }
    expect(await routeDomainAfresh(owner.name)).toEqual(before);
    expect(await tenantOf(owner.name)).toBe(owner.id);
    expect(await tenantOf(below)).toBe(owner.id);
  });

  const ends: [string, (ctx: Context, domain: string) => Promise<unknown>][] = [
    ["deactivated", (ctx, domain) => updateDomain(ctx, { domain, active: false })],
    ["removed", (ctx, domain) => removeDomain(ctx, { domain })],
    ["its tenant's, which is deleted,", (ctx) => deleteTenant(ctx, {})],
  ];
  test.each(ends)("one that is %s routes no more, at once", async (_, end) => {
    const tenant = await newRoutedTenant({ wildcard: true });
    const below = domainName(`a.b.${tenant.name}`);
    expect(await tenantOf(below)).toBe(tenant.id);
    await end(asOperator(tenant.id), tenant.name);
    expect(await tenantOf(tenant.name)).toBeNull();
    expect(await tenantOf(below)).toBeNull();
  });
});

test("a domain routes below itself only by choice, and never beside itself", async () => {
  const tenant = await newRoutedTenant();
  const below = domainName(`mail.${tenant.name}`);
  expect(await tenantOf(below)).toBeNull();
  await updateDomain(asRole("admin", tenant.id), { domain: tenant.name, wildcard: true });
  expect(await tenantOf(below)).toBe(tenant.id);
  expect(await tenantOf(domainName(`not${tenant.name}`))).toBeNull();
});

test("another tenant's exact domain below a wildcard is its own", async () => {
  const wide = await newRoutedTenant({ wildcard: true });
  const narrow = await newTenant();
  const below = domainName(`lab.${wide.name}`);
  expect(await tenantOf(below)).toBe(wide.id);
  await newDomain(narrow.id, { domain: below });
  expect(await tenantOf(below)).toBe(narrow.id);
  expect(await tenantOf(domainName(`x.${below}`))).toBe(wide.id);
});

test("what a tenant's providers and standing change shows at once", async () => {
  const tenant = await newRoutedTenant();
  const kinds = async () => offeredKinds(await routeDomain(tenant.name));
  expect(await kinds()).toEqual(["google"]);
  await newProvider(tenant.id, "azure-ad");
  expect(await kinds()).toEqual(["google", "azure-ad"]);
  await removeProvider(asRole("admin", tenant.id), { provider: tenant.providerId });
  expect(await kinds()).toEqual(["azure-ad"]);
  await updateTenant(asOperator(tenant.id), { status: "suspended" });
  expect(await routeDomain(tenant.name)).toMatchObject({ source: "none", providers: [] });
});

/** The decision on `domain`, once it is cached: what happens meanwhile keeps it out for a moment. */
async function untilCached(domain: DomainName) {
  await vi.waitUntil(channelIsLive);
  await vi.waitUntil(async () => {
    const before = reads.count;
    await routeDomain(domain);
    return reads.count === before;
  });
  return await routeDomain(domain);
}

/** Commits `change` as another process does: what this one's cache learns comes by NOTIFY alone. */
async function elsewhere(change: (ctx: Context) => Promise<unknown>, tenantId: string) {
  await database().transaction((tx) => change({ ...asOperator(tenantId), tx }));
}

describe("the cache", () => {
  test("answers without the database while nothing changes", async () => {
    const tenant = await newRoutedTenant();
    const first = await untilCached(tenant.name);
    // Behind the back of every operation, so nobody is told.
    await database()
      .update(loginDomains)
      .set({ active: false })
      .where(and(eq(loginDomains.tenantId, tenant.id), eq(loginDomains.domain, tenant.name)));
    expect(await routeDomain(tenant.name)).toEqual(first);
    expect((await routeDomainAfresh(tenant.name)).claim).toBeNull();
  });

  const changes: [string, (ctx: Context, domain: string) => Promise<unknown>][] = [
    ["deactivation", (ctx, domain) => updateDomain(ctx, { domain, active: false })],
    ["removal", (ctx, domain) => removeDomain(ctx, { domain })],
    ["deletion of the tenant", (ctx) => deleteTenant(ctx, {})],
  ];
  test.each(changes)("sees another process's %s within a second", async (_, change) => {
    const tenant = await newRoutedTenant({ wildcard: true });
    const below = domainName(`mail.${tenant.name}`);
    for (const domain of [tenant.name, below]) {
      expect((await untilCached(domain)).claim?.tenant.id).toBe(tenant.id);
    }
    await elsewhere((ctx) => change(ctx, tenant.name), tenant.id);
    const unrouted = async () =>
      (await routeDomain(tenant.name)).claim === null && (await routeDomain(below)).claim === null;
    await vi.waitUntil(unrouted, { timeout: 1_000, interval: 10 });
  });

  test("sees another process's new claim within a second, also below a wildcard", async () => {
    const tenant = await newTenant();
    const below = domainName(`mail.${tenant.domain}`);
    expect((await untilCached(below)).claim).toBeNull();
    const claim = { domain: tenant.domain, wildcard: true, vouch: "for a test" };
    await elsewhere((ctx) => addDomain(ctx, claim), tenant.id);
    const routed = async () => (await routeDomain(below)).claim?.tenant.id === tenant.id;
    await vi.waitUntil(routed, { timeout: 1_000, interval: 10 });
  });

  test("is not emptied by a change that rolls back", async () => {
    const tenant = await newRoutedTenant();
    await untilCached(tenant.name);
    const readsBefore = reads.count;
    const undone = elsewhere(async (ctx) => {
      await removeDomain(ctx, { domain: tenant.name });
      throw new Error("undone");
    }, tenant.id);
    await expect(undone).rejects.toThrow("undone");
    expect((await routeDomain(tenant.name)).claim?.tenant.id).toBe(tenant.id);
    expect(reads.count).toBe(readsBefore);
  });
});
