import { and, eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { loginDomains, verifiedDomains } from "#db/schema/login-domains.ts";
import { withDatabase } from "#db/test-connection.ts";
import { asRole, eventsOfRequest, newTenant } from "#domain/testing/contexts.ts";
import { startDnsServer } from "#e2e/support/dns-server.ts";
import { addDomain } from "./add.ts";
import { getDomain } from "./get.ts";
import { removeDomain } from "./remove.ts";
import { verifyDomain } from "./verify.ts";

const dns = await startDnsServer();
vi.stubEnv("DNS_SERVERS", dns.address);
afterAll(() => dns.stop());

/** What happens between the lookup's answer and the decision. */
const between = vi.hoisted(() => ({ lookupAndDecision: async () => {} }));
vi.mock("./check-challenge.ts", async (importOriginal) => {
  const { checkChallenge } = await importOriginal<typeof import("./check-challenge.ts")>();
  return {
    checkChallenge: async (domain: string, token: string) => {
      const check = await checkChallenge(domain, token);
      await between.lookupAndDecision();
      return check;
    },
  };
});

withDatabase();

/** A pending claim of a new tenant, and its record. */
async function newClaim(domain?: string) {
  const tenant = await newTenant();
  const admin = () => asRole("admin", tenant.id);
  const claim = await addDomain(admin(), { domain: domain ?? tenant.domain });
  if (!claim.challenge) throw new Error("A new claim has no challenge");
  const { host, value } = claim.challenge;
  return { tenant, admin, domain: claim.domain, host, value, expiresAt: claim.challenge.expiresAt };
}

type Claim = Awaited<ReturnType<typeof newClaim>>;

async function expire({ tenant, domain }: Claim) {
  await database()
    .update(loginDomains)
    .set({ challengeExpiresAt: sql`now()` })
    .where(and(eq(loginDomains.tenantId, tenant.id), eq(loginDomains.domain, domain)));
}

async function ownersOf(domain: string) {
  const rows = await database()
    .select({ tenantId: verifiedDomains.tenantId })
    .from(verifiedDomains)
    .where(eq(verifiedDomains.domain, domain));
  return rows.map((row) => row.tenantId);
}

const statusOf = async (claim: Claim) =>
  (await getDomain(claim.admin(), { domain: claim.domain })).status;

describe("the token", () => {
  test("has 128 random bits at least, and each claim its own", async () => {
    const one = await newClaim();
    const two = await newClaim(one.domain);
    const token = one.value.split("=")[1] ?? "";
    expect(Buffer.from(token, "base64url").length * 8).toBeGreaterThanOrEqual(128);
    expect(two.value).not.toBe(one.value);
    expect(one.host).toBe(`_gatehouse-challenge.${one.domain}`);
  });
});

describe("proof", () => {
  test("the exact record verifies the claim, among others and in chunks", async () => {
    const claim = await newClaim();
    const { host, value } = claim;
    dns.setTxt(host, ["v=spf1 -all", [value.slice(0, 7), value.slice(7, 30), value.slice(30)]]);
    const ctx = claim.admin();
    expect(await verifyDomain(ctx, { domain: claim.domain })).toMatchObject({
      status: "verified",
      verifiedBy: "dns",
      challenge: null,
      lastCheck: { outcome: "matched" },
    });
    expect(await ownersOf(claim.domain)).toEqual([claim.tenant.id]);
    expect(await eventsOfRequest(ctx.request.requestId)).toMatchObject([
      { action: "login_domain.verify", outcome: "success", tenantId: claim.tenant.id },
    ]);
  });

  test.each([
    ["another case", (value: string) => value.toUpperCase()],
    ["a part of it", (value: string) => value.slice(0, -1)],
    ["more than it", (value: string) => `${value}x`],
    ["a space behind it", (value: string) => `${value} `],
    ["quotes around it", (value: string) => `"${value}"`],
    ["the token alone", (value: string) => value.split("=")[1] ?? ""],
    ["nothing", () => ""],
  ])("%s is no proof, and what was found is told", async (_, spoil) => {
    const claim = await newClaim();
    dns.setTxt(claim.host, [spoil(claim.value)]);
    const ctx = claim.admin();
    expect(await verifyDomain(ctx, { domain: claim.domain })).toMatchObject({
      status: "pending",
      challenge: { value: claim.value },
      lastCheck: { outcome: "mismatch", found: [spoil(claim.value)] },
    });
    expect(await ownersOf(claim.domain)).toEqual([]);
    expect(await eventsOfRequest(ctx.request.requestId)).toMatchObject([
      { action: "login_domain.check", outcome: "failure", reason: "mismatch" },
    ]);
  });

  test("two records that make the token together are no proof", async () => {
    const claim = await newClaim();
    dns.setTxt(claim.host, [claim.value.slice(0, 30), claim.value.slice(30)]);
    expect(await verifyDomain(claim.admin(), { domain: claim.domain })).toMatchObject({
      status: "pending",
    });
  });

  test("another tenant's record for the same domain is no proof", async () => {
    const owner = await newClaim();
    const stranger = await newClaim(owner.domain);
    dns.setTxt(owner.host, [owner.value]);
    await verifyDomain(stranger.admin(), { domain: owner.domain });
    expect(await statusOf(stranger)).toBe("pending");
    expect(await ownersOf(owner.domain)).toEqual([]);
  });

  test("a missing record and a DNS that fails are told apart, and prove nothing", async () => {
    const claim = await newClaim();
    expect(await verifyDomain(claim.admin(), { domain: claim.domain })).toMatchObject({
      status: "pending",
      lastCheck: { outcome: "missing", found: [] },
    });
    dns.setMode("servfail");
    const failed = await verifyDomain(claim.admin(), { domain: claim.domain });
    dns.setMode("ok");
    expect(failed).toMatchObject({ status: "pending", lastCheck: { outcome: "failed" } });
  });
});

describe("a claim that is not proven", () => {
  test("expires after 7 days, by the database's clock, and no record helps it then", async () => {
    const claim = await newClaim();
    const days = (Date.parse(claim.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(7, 1);
    dns.setTxt(claim.host, [claim.value]);
    await expire(claim);
    await expect(verifyDomain(claim.admin(), { domain: claim.domain })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await statusOf(claim)).toBe("pending");
  });

  const happenings: [string, string, (claim: Claim) => Promise<unknown>][] = [
    ["expires", "conflict", expire],
    ["is removed", "not_found", (claim) => removeDomain(claim.admin(), claim)],
    [
      "is made anew",
      "conflict",
      async (claim) => {
        await removeDomain(claim.admin(), claim);
        await addDomain(claim.admin(), { domain: claim.domain });
      },
    ],
  ];
  test.each(happenings)(
    "and %s while its record is looked up is not verified: %s",
    async (_, code, happen) => {
      const claim = await newClaim();
      dns.setTxt(claim.host, [claim.value]);
      between.lookupAndDecision = async () => {
        await happen(claim);
      };
      const verified = verifyDomain(claim.admin(), { domain: claim.domain });
      await expect(verified).rejects.toMatchObject({ code });
      between.lookupAndDecision = async () => {};
      expect(await ownersOf(claim.domain)).toEqual([]);
    },
  );

  test("and is being removed while the decision falls is not verified: the removal comes first", async () => {
    const claim = await newClaim();
    dns.setTxt(claim.host, [claim.value]);
    const removed = Promise.withResolvers<void>();
    const removal = () =>
      database().transaction(async (tx) => {
        await removeDomain({ ...claim.admin(), tx }, claim);
        removed.resolve();
        const waiting = () =>
          tx.execute(sql`
            select 1 from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))`);
        await vi.waitUntil(async () => (await waiting()).length > 0);
      });
    const removals: Promise<void>[] = [];
    between.lookupAndDecision = async () => {
      removals.push(removal());
      await removed.promise;
    };
    const verified = verifyDomain(claim.admin(), { domain: claim.domain });
    await expect(verified).rejects.toMatchObject({ code: "not_found" });
    between.lookupAndDecision = async () => {};
    await Promise.all(removals);
    expect(await ownersOf(claim.domain)).toEqual([]);
  });
});

describe("one owner a domain", () => {
  test("of two tenants that prove one domain at once exactly one owns it, the other is told", async () => {
    const one = await newClaim();
    const two = await newClaim(one.domain);
    dns.setTxt(one.host, [one.value, two.value]);
    const tries = await Promise.allSettled(
      [one, two].map((claim) => verifyDomain(claim.admin(), { domain: one.domain })),
    );
    expect(tries.filter((attempt) => attempt.status === "fulfilled")).toHaveLength(1);
    expect(tries.find((attempt) => attempt.status === "rejected")).toMatchObject({
      reason: { code: "conflict", message: expect.stringContaining(one.domain) },
    });
    expect(await ownersOf(one.domain)).toHaveLength(1);
    expect([await statusOf(one), await statusOf(two)].toSorted()).toEqual(["pending", "verified"]);
  });

  test("of many checks of one claim at once one verifies it, the others are told: 409", async () => {
    const claim = await newClaim();
    dns.setTxt(claim.host, [claim.value]);
    const ctx = claim.admin();
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () => verifyDomain(ctx, { domain: claim.domain })),
    );
    const refused = tries.flatMap((attempt) =>
      attempt.status === "rejected" ? [attempt.reason] : [],
    );
    expect(refused).toEqual(refused.map(() => expect.objectContaining({ code: "conflict" })));
    expect(await statusOf(claim)).toBe("verified");
    expect(await eventsOfRequest(ctx.request.requestId)).toHaveLength(1);
  });

  test("the database itself refuses a second owner", async () => {
    const claim = await newClaim();
    const other = await newTenant();
    dns.setTxt(claim.host, [claim.value]);
    await verifyDomain(claim.admin(), { domain: claim.domain });
    const second = database()
      .insert(verifiedDomains)
      .values({ domain: claim.domain, tenantId: other.id });
    await expect(second).rejects.toMatchObject({ cause: { code: "23505" } });
  });
});

test("a verified domain stays verified, whatever DNS says later", async () => {
  const claim = await newClaim();
  dns.setTxt(claim.host, [claim.value]);
  await verifyDomain(claim.admin(), { domain: claim.domain });
  const later = [
    () => dns.setTxt(claim.host, ["something else"]),
    () => dns.clear(claim.host),
    () => dns.setMode("servfail"),
  ];
  for (const change of later) {
    change();
    expect(await verifyDomain(claim.admin(), { domain: claim.domain })).toMatchObject({
      status: "verified",
      active: true,
    });
  }
  dns.setMode("ok");
  expect(await ownersOf(claim.domain)).toEqual([claim.tenant.id]);
});
