import { and, eq, sql } from "drizzle-orm";
import { afterAll, expect, test, vi } from "vitest";
import { connection, database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { loginDomains } from "#db/schema/login-domains.ts";
import { withDatabase } from "#db/test-connection.ts";
import { asRole, newDomain, newTenant } from "#domain/testing/contexts.ts";
import { createUser } from "#domain/users/create.ts";
import { startDnsServer } from "#e2e/support/dns-server.ts";
import { addDomain } from "./add.ts";
import { checkDomainAutomatically } from "./check-automatically.ts";
import { getDomain } from "./get.ts";
import { removeDomain } from "./remove.ts";

const dns = await startDnsServer();
vi.stubEnv("DNS_SERVERS", dns.address);
afterAll(() => dns.stop());

withDatabase();

async function newClaim(domain?: string) {
  const tenant = await newTenant();
  const admin = () => asRole("admin", tenant.id);
  const claim = await addDomain(admin(), { domain: domain ?? tenant.domain });
  if (!claim.challenge) throw new Error("A new claim has no challenge");
  const { host, value } = claim.challenge;
  const job = { tenantId: tenant.id, domain: claim.domain, attempt: 1 };
  return { admin, domain: claim.domain, host, value, job };
}

type Claim = Awaited<ReturnType<typeof newClaim>>;
type ClaimValues = Parameters<ReturnType<ReturnType<typeof database>["update"]>["set"]>[0];

async function change({ job }: Claim, values: ClaimValues) {
  await database()
    .update(loginDomains)
    .set(values)
    .where(and(eq(loginDomains.tenantId, job.tenantId), eq(loginDomains.domain, job.domain)));
}

/** The checks that wait in the queue: attempt, and seconds from now on. */
async function waitingChecks({ job }: Claim) {
  return await connection().sql<{ attempt: number; inSeconds: number }[]>`
    select (data->>'attempt')::int as attempt,
      round(extract(epoch from start_after - now()))::int as "inSeconds"
    from pgboss.job
    where name = 'check-domain' and data->>'tenantId' = ${job.tenantId} and state = 'created'
    order by 1`;
}

async function actionsOf({ job }: Claim) {
  const rows = await database()
    .select({ action: auditEvents.action, actor: auditEvents.actorName })
    .from(auditEvents)
    .where(eq(auditEvents.tenantId, job.tenantId))
    .orderBy(auditEvents.at, auditEvents.id);
  return rows.filter(({ action }) => action.startsWith("login_domain."));
}

const read = (claim: Claim) => getDomain(claim.admin(), { domain: claim.domain });

test("the first check waits in the queue as soon as the claim exists", async () => {
  const claim = await newClaim();
  expect(await waitingChecks(claim)).toEqual([{ attempt: 1, inSeconds: 8 }]);
});

test("a record that is found verifies the claim by itself, and the tenant's admins get mail", async () => {
  const claim = await newClaim();
  const email = `admin@${claim.domain}`;
  await createUser(claim.admin(), { email, name: "Admin", roles: ["admin"] });
  dns.setTxt(claim.host, [claim.value]);
  await checkDomainAutomatically(claim.job);
  expect(await read(claim)).toMatchObject({ status: "verified", verifiedBy: "dns" });
  expect(await actionsOf(claim)).toMatchObject([
    { action: "login_domain.create" },
    { action: "login_domain.verify", actor: "domain-check" },
  ]);
  const [mail] = await connection().sql`
    select 1 from mail_messages where tenant_id = ${claim.job.tenantId}`;
  expect(mail).toBeDefined();
});

test("a check without news is told on the claim, is no event, and the next one is queued", async () => {
  const claim = await newClaim();
  dns.setTxt(claim.host, ["gatehouse-verification=wrong"]);
  await checkDomainAutomatically(claim.job);
  expect(await read(claim)).toMatchObject({
    status: "pending",
    lastCheck: { outcome: "mismatch", found: ["gatehouse-verification=wrong"] },
  });
  expect(await actionsOf(claim)).toMatchObject([{ action: "login_domain.create" }]);
  expect(await waitingChecks(claim)).toMatchObject([{ attempt: 1 }, { attempt: 2, inSeconds: 8 }]);
});

test("a DNS that fails is tried again", async () => {
  const claim = await newClaim();
  dns.setMode("servfail");
  await checkDomainAutomatically(claim.job);
  dns.setMode("ok");
  expect((await read(claim)).lastCheck).toMatchObject({ outcome: "failed" });
  expect(await waitingChecks(claim)).toMatchObject([{ attempt: 1 }, { attempt: 2 }]);
});

test("checks go on for 72 hours, ever more rarely, and then end", async () => {
  const claim = await newClaim();
  await change(claim, { createdAt: sql`now() - interval '71 hours'` });
  await checkDomainAutomatically(claim.job);
  expect(await waitingChecks(claim)).toMatchObject([{ attempt: 1 }, { inSeconds: 1800 }]);
  await change(claim, { createdAt: sql`now() - interval '72 hours'` });
  await checkDomainAutomatically({ ...claim.job, attempt: 2 });
  expect(await waitingChecks(claim)).toHaveLength(2);
});

test.each([
  ["expired", (claim: Claim) => change(claim, { challengeExpiresAt: sql`now()` })],
  ["was removed", (claim: Claim) => removeDomain(claim.admin(), claim)],
])("a claim that %s is checked no more", async (_, end) => {
  const claim = await newClaim();
  dns.setTxt(claim.host, [claim.value]);
  await end(claim);
  const asked = dns.queries.length;
  await checkDomainAutomatically(claim.job);
  expect(dns.queries).toHaveLength(asked);
  expect(await waitingChecks(claim)).toHaveLength(1);
});

test("a verified domain is not asked for again, and stays verified", async () => {
  const claim = await newClaim();
  dns.setTxt(claim.host, [claim.value]);
  await checkDomainAutomatically(claim.job);
  dns.clear(claim.host);
  const asked = dns.queries.length;
  await checkDomainAutomatically({ ...claim.job, attempt: 2 });
  expect(dns.queries).toHaveLength(asked);
  expect((await read(claim)).status).toBe("verified");
});

test("a domain that another tenant owns meanwhile is left alone, and the job does not fail", async () => {
  const claim = await newClaim();
  const other = await newTenant();
  await newDomain(other.id, { domain: claim.domain });
  dns.setTxt(claim.host, [claim.value]);
  await expect(checkDomainAutomatically(claim.job)).resolves.toBeUndefined();
  expect((await read(claim)).status).toBe("pending");
});
