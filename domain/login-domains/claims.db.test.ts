import { describe, expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import {
  asOperator,
  asRole,
  eventsOfRequest,
  newDomain,
  newProvider,
  newTenant,
} from "#domain/testing/contexts.ts";
import { addDomain } from "./add.ts";
import { getDomain } from "./get.ts";
import { listDomains } from "./list.ts";
import { removeDomain } from "./remove.ts";
import { updateDomain } from "./update.ts";
import { verifyDomain } from "./verify.ts";

withDatabase();

describe("a claim", () => {
  test("is pending, exact and on until it is proven, and is audited", async () => {
    const tenant = await newTenant();
    const ctx = asRole("admin", tenant.id);
    const claim = await addDomain(ctx, { domain: ` ${tenant.domain.toUpperCase()}. ` });
    expect(claim).toMatchObject({
      domain: tenant.domain,
      status: "pending",
      active: true,
      wildcard: false,
      allProviders: true,
      verifiedAt: null,
    });
    expect(await eventsOfRequest(ctx.request.requestId)).toMatchObject([
      { action: "login_domain.create", targetName: tenant.domain, after: { status: "pending" } },
    ]);
  });

  test.each(["gmail.com", "co.uk", "github.io", "localhost", "10.0.0.1", "*.com", "a b.com"])(
    "of %s is refused, and names the field",
    async (domain) => {
      const tenant = await newTenant();
      await expect(addDomain(asRole("admin", tenant.id), { domain })).rejects.toMatchObject({
        code: "invalid",
        fields: { domain: expect.any(String) },
      });
    },
  );

  test("of a public mail domain is refused to operators as well", async () => {
    const tenant = await newTenant();
    const vouching = addDomain(asOperator(tenant.id), { domain: "*.gmail.com", vouch: "trust me" });
    await expect(vouching).rejects.toMatchObject({ code: "invalid" });
  });

  test("is no business of the platform's own tenant", async () => {
    await expect(addDomain(asOperator(), { domain: "acme.example" })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("by two admins of one tenant at once: one wins, the other is told", async () => {
    const tenant = await newTenant();
    const spellings = [tenant.domain, `${tenant.domain.toUpperCase()}.`];
    const tries = await Promise.allSettled(
      spellings.map((domain) => addDomain(asRole("admin", tenant.id), { domain })),
    );
    expect(tries.filter((attempt) => attempt.status === "fulfilled")).toHaveLength(1);
    expect(tries.find((attempt) => attempt.status === "rejected")).toMatchObject({
      reason: { code: "conflict", fields: { domain: expect.stringContaining("already") } },
    });
  });

  test("by two tenants may stand side by side, and says nothing of the other", async () => {
    const [one, two] = [await newTenant(), await newTenant()];
    await newDomain(one.id, { domain: one.domain });
    const claim = await addDomain(asRole("admin", two.id), { domain: one.domain });
    expect(claim).toMatchObject({ status: "pending", lastCheck: null });
    expect(JSON.stringify(claim)).not.toContain(one.id);
  });
});

describe("vouching", () => {
  test("verifies on an operator's word, with the reason in the audit log", async () => {
    const tenant = await newTenant();
    const ctx = asOperator(tenant.id);
    const vouch = "seen the contract";
    expect(await addDomain(ctx, { domain: tenant.domain, vouch })).toMatchObject({
      status: "verified",
      verifiedBy: "vouch",
      challenge: null,
    });
    expect(await eventsOfRequest(ctx.request.requestId)).toMatchObject([
      { action: "login_domain.vouch", reason: vouch, outcome: "success" },
    ]);
  });

  test("is not for a tenant's admin, who leaves no claim and an event", async () => {
    const tenant = await newTenant();
    const ctx = asRole("admin", tenant.id);
    const vouching = addDomain(ctx, { domain: tenant.domain, vouch: "it is ours" });
    await expect(vouching).rejects.toMatchObject({ code: "forbidden" });
    expect((await listDomains(ctx, {})).items).toEqual([]);
    expect(await eventsOfRequest(ctx.request.requestId)).toMatchObject([{ outcome: "denied" }]);
  });

  test("for two tenants at once makes one owner, and leaves the other no claim", async () => {
    const both = [await newTenant(), await newTenant()];
    const domain = `race-${both[0]?.domain}`;
    const tries = await Promise.allSettled(both.map(({ id }) => newDomain(id, { domain })));
    expect(tries.map((attempt) => attempt.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const lists = await Promise.all(both.map(({ id }) => listDomains(asRole("admin", id), {})));
    expect(lists.flatMap((list) => list.items)).toHaveLength(1);
  });
});

describe("another tenant's claim", () => {
  test("reads, verifies, changes and goes like none at all", async () => {
    const [mine, theirs] = [await newTenant(), await newTenant()];
    await newDomain(theirs.id, { domain: theirs.domain });
    const attempts = [getDomain, verifyDomain, updateDomain, removeDomain];
    for (const attempt of attempts) {
      const missing = attempt(asRole("admin", mine.id), { domain: `no.${theirs.domain}` });
      const foreign = attempt(asRole("admin", mine.id), { domain: theirs.domain });
      const [none, other] = await Promise.allSettled([missing, foreign]);
      expect(other).toEqual(none);
      expect(other).toMatchObject({ reason: { code: "not_found" } });
    }
    expect((await listDomains(asRole("admin", mine.id), {})).items).toEqual([]);
    expect(await getDomain(asRole("admin", theirs.id), theirs)).toMatchObject({ active: true });
  });
});

describe("roles", () => {
  test("an auditor reads, a member does not, and neither changes anything", async () => {
    const tenant = await newTenant();
    await newDomain(tenant.id, { domain: tenant.domain });
    const { domain } = tenant;
    expect(await getDomain(asRole("auditor", tenant.id), { domain })).toMatchObject({ domain });
    await expect(getDomain(asRole("member", tenant.id), { domain })).rejects.toMatchObject({
      code: "forbidden",
    });
    for (const change of [addDomain, verifyDomain, updateDomain, removeDomain]) {
      for (const role of ["auditor", "member"] as const) {
        await expect(change(asRole(role, tenant.id), { domain })).rejects.toMatchObject({
          code: "forbidden",
        });
      }
    }
  });
});

describe("a domain's providers", () => {
  test("are all by default, or those picked, with at most one custom one", async () => {
    const tenant = await newTenant();
    const ctx = asRole("admin", tenant.id);
    const { domain } = tenant;
    await newProvider(tenant.id, "google");
    await newProvider(tenant.id, "oidc", "One");
    await newProvider(tenant.id, "oidc", "Two");
    expect(await addDomain(ctx, { domain })).toMatchObject({ providers: ["google", "oidc"] });
    const picked = await updateDomain(ctx, { domain, providers: ["google", "Two"] });
    expect(picked).toMatchObject({ allProviders: false, providers: ["google", "oidc"] });
    for (const providers of [["One", "Two"], ["azure-ad"], ["no-such"]]) {
      await expect(updateDomain(ctx, { domain, providers })).rejects.toMatchObject({
        code: "invalid",
        fields: { providers: expect.any(String) },
      });
    }
    expect(await updateDomain(ctx, { domain, providers: null })).toMatchObject({
      allProviders: true,
    });
  });

  test("are never another tenant's", async () => {
    const [mine, theirs] = [await newTenant(), await newTenant()];
    const { id } = await newProvider(theirs.id, "google");
    await expect(
      addDomain(asRole("admin", mine.id), { domain: mine.domain, providers: [id] }),
    ).rejects.toMatchObject({ code: "invalid" });
  });
});

test("a removed domain is free for others, and a deactivated one is not", async () => {
  const [first, second] = [await newTenant(), await newTenant()];
  const { domain } = first;
  await newDomain(first.id, { domain });
  await updateDomain(asRole("admin", first.id), { domain, active: false });
  await expect(newDomain(second.id, { domain })).rejects.toMatchObject({ code: "conflict" });
  await removeDomain(asRole("admin", first.id), { domain });
  expect(await newDomain(second.id, { domain })).toMatchObject({ status: "verified" });
});

test("pages of domains follow each other without gaps", async () => {
  const tenant = await newTenant();
  const ctx = asRole("admin", tenant.id);
  for (const label of ["a", "b", "c"])
    await addDomain(ctx, { domain: `${label}.${tenant.domain}` });
  const first = await listDomains(ctx, { limit: 2 });
  const second = await listDomains(ctx, { limit: 2, cursor: first.nextCursor ?? "" });
  const seen = [...first.items, ...second.items].map(({ domain }) => domain);
  expect(seen).toEqual(["a", "b", "c"].map((label) => `${label}.${tenant.domain}`));
  expect(second.nextCursor).toBeNull();
});
