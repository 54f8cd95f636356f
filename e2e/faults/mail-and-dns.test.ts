import { afterAll, beforeAll, expect, test } from "vitest";
import { type Installation, record } from "#e2e/support/installation.ts";
import { newTenant, type TestTenant } from "#e2e/support/new-tenant.ts";
import { startFaultInstallation, waitUntil } from "./visitor.ts";

let installation: Installation;
let tenant: TestTenant;

beforeAll(async () => {
  installation = await startFaultInstallation();
  tenant = await newTenant(installation, { providers: [], roles: ["admin"] });
}, 120_000);
afterAll(() => installation.stop());

const domainPath = (domain: string) => `/v1/tenants/${tenant.slug}/domains/${domain}`;

async function health(): Promise<{ status: unknown; troubles: string }> {
  const response = await fetch(`${installation.product.managementUrl}/healthz`);
  expect(response.status).toBe(200);
  const { status, troubles } = record(await response.json());
  return { status, troubles: String(troubles) };
}

/** Claims a domain and says what its TXT record must be. */
async function claim(domain: string): Promise<{ host: string; value: string }> {
  const path = `/v1/tenants/${tenant.slug}/domains`;
  const { challenge } = record(await installation.rest(path, { json: { domain } }));
  const { host, value } = record(challenge);
  return { host: String(host), value: String(value) };
}

const isVerified = (domain: string) => async () =>
  record(await installation.rest(domainPath(domain)))["status"] === "verified";

test("a TXT record is seen within 15 s without any call", async () => {
  const domain = `first.${tenant.domain}`;
  const { host, value } = await claim(domain);
  installation.dns.setTxt(host, [value]);
  await waitUntil("the domain is verified", isVerified(domain), 15_000);
  expect(
    await installation.smtp.waitForMail(({ subject }) => subject.includes(domain)),
  ).toBeDefined();
});

test("while the DNS is dead the checks go on and health says so; then the record is seen", async () => {
  const domain = `second.${tenant.domain}`;
  const { dns } = installation;
  dns.setMode("servfail");
  const { host, value } = await claim(domain);
  const isDegraded = async () => (await health()).status === "degraded";
  await waitUntil("health is degraded", isDegraded, 25_000);
  expect((await health()).troubles).toContain("DNS");
  const found = record(record(await installation.rest(domainPath(domain)))["lastCheck"]);
  expect(found).toMatchObject({ outcome: "failed", found: ["ESERVFAIL"] });
  const asked = dns.queries.length;

  dns.setTxt(host, [value]);
  dns.setMode("ok");
  await waitUntil("the domain is verified", isVerified(domain), 25_000);
  expect(dns.queries.length).toBeGreaterThan(asked);
  await installation.smtp.waitForMail(({ subject }) => subject.includes(domain));
  expect(await health()).toEqual({ status: "ok", troubles: "" });
});

test("mail that a dead server did not take goes out when it is back, and health says so meanwhile", async () => {
  const domain = `third.${tenant.domain}`;
  const { dns, smtp } = installation;
  smtp.setMode("reject");
  const { host, value } = await claim(domain);
  dns.setTxt(host, [value]);
  await installation.rest(`${domainPath(domain)}/verify`, { method: "POST" });
  const isDegraded = async () => (await health()).troubles.includes("deliver-mail");
  await waitUntil("health is degraded", isDegraded, 15_000);
  expect((await fetch(`${installation.product.managementUrl}/readyz`)).status).toBe(200);

  smtp.setMode("ok");
  const mail = await smtp.waitForMail(({ subject }) => subject.includes(domain), 50_000);
  expect(mail.to).toEqual([tenant.person.email]);
  const isOk = async () => (await health()).status === "ok";
  await waitUntil("health is ok", isOk, 5_000);
  const copies = smtp.messages.filter(({ subject }) => subject.includes(domain));
  expect(copies).toHaveLength(1);
}, 80_000);
