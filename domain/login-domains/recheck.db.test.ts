import { and, eq, sql } from "drizzle-orm";
import { afterAll, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { loginDomains } from "#db/schema/login-domains.ts";
import { withOwnDatabase } from "#db/test-connection.ts";
import { routeDomainAfresh } from "#domain/routing/route.ts";
import {
  asRole,
  eventsOf,
  mailTo,
  newDomain,
  newTenant,
  newUser,
} from "#domain/testing/contexts.ts";
import { startDnsServer } from "#e2e/support/dns-server.ts";
import { addDomain } from "./add.ts";
import { parseDomainName } from "./email-address.ts";
import { getDomain } from "./get.ts";
import { recheckDomain } from "./recheck.ts";
import { recheckDueDomains } from "./recheck-due.ts";
import { verifyDomain } from "./verify.ts";

const dns = await startDnsServer();
vi.stubEnv("DNS_SERVERS", dns.address);
afterAll(() => dns.stop());

withOwnDatabase();

/** A domain that DNS proved, of a tenant with an admin. */
async function proven() {
  const tenant = await newTenant();
  const admin = await newUser(tenant.id, { roles: ["admin"] });
  const ctx = asRole("admin", tenant.id);
  const { challenge } = await addDomain(ctx, { domain: tenant.domain });
  if (!challenge) throw new Error("no challenge");
  dns.setTxt(challenge.host, [challenge.value]);
  await verifyDomain(ctx, { domain: tenant.domain });
  const here = and(eq(loginDomains.tenantId, tenant.id), eq(loginDomains.domain, tenant.domain));
  /** Lets so many hours pass for this domain, and the watch come by. */
  const later = async (hours: number) => {
    const span = sql`make_interval(hours => ${hours}::int)`;
    await database()
      .update(loginDomains)
      .set({
        recheckedAt: sql`${loginDomains.recheckedAt} - ${span}`,
        missingSince: sql`${loginDomains.missingSince} - ${span}`,
        lastCheck: sql`jsonb_set(${loginDomains.lastCheck}, '{at}',
          to_jsonb(to_char((${loginDomains.lastCheck}->>'at')::timestamptz at time zone 'UTC' - ${span},
            'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))`,
      })
      .where(here);
    await recheckDueDomains();
    return await getDomain(ctx, { domain: tenant.domain });
  };
  const subjects = async () =>
    (await mailTo(tenant.id, admin.email))
      .map((mail) => mail.subject)
      .filter((s) => s.includes("record"));
  const routes = async () => {
    const name = parseDomainName(tenant.domain);
    return name !== null && (await routeDomainAfresh(name)).reason === "claimed";
  };
  return { tenant, ctx, challenge, later, subjects, routes };
}

test("a missing record starts a warning with mail, never an unrouting, and ends when it is back", async () => {
  const { tenant, challenge, later, subjects, routes } = await proven();
  expect(await later(25)).toMatchObject({ missingSince: null, record: { host: challenge.host } });
  dns.clear(challenge.host);
  expect((await later(23)).missingSince).toBeNull();
  const missing = await later(2);
  expect(missing).toMatchObject({ status: "verified", missingSince: expect.any(String) });
  expect(missing.warningEndsAt).not.toBeNull();
  expect(await subjects()).toHaveLength(1);

  for (let day = 0; day < 13; day += 1) await later(25);
  expect(await subjects()).toHaveLength(1);
  await later(25);
  await later(25);
  expect(await subjects()).toHaveLength(2);
  expect(await routes()).toBe(true);

  dns.setTxt(challenge.host, [challenge.value]);
  expect(await later(25)).toMatchObject({ missingSince: null, warningEndsAt: null });
  expect((await subjects()).at(-1)).toContain("is back");
  const checks = (await eventsOf(tenant.id)).filter(
    (event) => event.action === "login_domain.check",
  );
  expect(checks.map((event) => event.outcome)).toEqual(["failure", "failure", "success"]);
});

test("a DNS that does not answer is no finding, and is asked again sooner", async () => {
  const { later, subjects } = await proven();
  dns.setMode("servfail");
  expect((await later(25)).missingSince).toBeNull();
  dns.setMode("ok");
  expect(await subjects()).toEqual([]);
  dns.clear();
  expect((await later(5)).missingSince).not.toBeNull();
});

test("a vouched domain is never looked for", async () => {
  const tenant = await newTenant();
  await newDomain(tenant.id, { domain: tenant.domain });
  const asked = dns.queries.length;
  await database()
    .update(loginDomains)
    .set({ recheckedAt: sql`now() - interval '9 days'` })
    .where(eq(loginDomains.tenantId, tenant.id));
  await recheckDueDomains();
  expect(dns.queries.slice(asked).filter((name) => name.includes(tenant.slug))).toEqual([]);
  await expect(
    recheckDomain(asRole("admin", tenant.id), { domain: tenant.domain }),
  ).rejects.toMatchObject({ code: "conflict" });
});
