import { describe, expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { addDomain } from "#domain/login-domains/add.ts";
import { updateDomain } from "#domain/login-domains/update.ts";
import { discover } from "#domain/sign-in/discover.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import { asOperator, asRole, newDomain, newProvider, newTenant } from "#domain/testing/contexts.ts";
import { explainAddress } from "./explain.ts";

withDatabase();

let callers = 0;
/** Each from an address of its own, so that no limit is met. */
async function discovered(email: string) {
  callers += 1;
  const request = { requestId: "explained", address: `198.51.100.${callers}`, userAgent: "" };
  return (await discover(email, request)).providers;
}

async function newRoutedTenant() {
  const tenant = await newTenant();
  await newProvider(tenant.id, "google");
  await newProvider(tenant.id, "oidc", "Payroll");
  await newDomain(tenant.id, { domain: tenant.domain, wildcard: true });
  return tenant;
}

const told = (steps: readonly { step: string; detail: string }[], step: string) =>
  steps.flatMap((one) => (one.step === step ? [one.detail] : []));

describe("an operator", () => {
  test("sees the decision in steps: domain, claims, owner, each provider, answer", async () => {
    const tenant = await newRoutedTenant();
    await updateDomain(asOperator(tenant.id), { domain: tenant.domain, providers: ["Payroll"] });
    const email = `Ann+x@mail.${tenant.domain.toUpperCase()}`;
    const { domain, steps, answer } = await explainAddress(asOperator(), { email });
    expect(domain).toBe(`mail.${tenant.domain}`);
    expect(steps.map(({ step }) => step)).toEqual([
      "address",
      "claims",
      "owner",
      "providers",
      "providers",
      "answer",
    ]);
    expect(told(steps, "claims")).toEqual([
      `${tenant.slug} claims ${tenant.domain} and its subdomains: verified.`,
    ]);
    expect(told(steps, "owner").join()).toContain(`claim of ${tenant.slug} on ${tenant.domain}`);
    expect(told(steps, "providers")).toEqual([
      "Google (google) is off: not picked by domain.",
      "Payroll (oidc) is on.",
    ]);
    expect(answer).toEqual(["oidc"]);
  });

  test("sees every tenant's claim, the pending and the deactivated ones too", async () => {
    const tenant = await newRoutedTenant();
    const other = await newTenant();
    await addDomain(asRole("admin", other.id), { domain: tenant.domain });
    await updateDomain(asOperator(tenant.id), { domain: tenant.domain, active: false });
    const { steps } = await explainAddress(asOperator(), { email: `ann@${tenant.domain}` });
    const claims = told(steps, "claims").join();
    expect(claims).toContain(`${tenant.slug} claims`);
    expect(claims).toContain("verified, deactivated.");
    expect(claims).toContain(`${other.slug} claims ${tenant.domain}: pending.`);
  });
});

describe("the answer is discovery's own", () => {
  test("whatever the state of the domain", async () => {
    const tenant = await newRoutedTenant();
    const email = `ann@mail.${tenant.domain}`;
    const domain = tenant.domain;
    const states: [string, () => Promise<unknown>][] = [
      ["verified", async () => {}],
      ["picked", () => updateDomain(asOperator(tenant.id), { domain, providers: ["google"] })],
      ["exact", () => updateDomain(asOperator(tenant.id), { domain, wildcard: false })],
      ["wide", () => updateDomain(asOperator(tenant.id), { domain, wildcard: true })],
      ["off", () => updateDomain(asOperator(tenant.id), { domain, active: false })],
      ["suspended", () => updateTenant(asOperator(tenant.id), { status: "suspended" })],
    ];
    for (const [state, change] of states) {
      await change();
      const { answer } = await explainAddress(asOperator(), { email });
      expect([state, answer]).toEqual([state, await discovered(email)]);
    }
  });

  test.each(["not an address", "a@b@c.example", "ann＠acme.com", ""])(
    "for %j as well, which is no address",
    async (email) => {
      const explained = await explainAddress(asOperator(), { email });
      expect(explained).toMatchObject({ domain: null, answer: await discovered(email) });
    },
  );
});

describe("a tenant's admin", () => {
  test("sees their own tenant's decision as an operator does", async () => {
    const tenant = await newRoutedTenant();
    const email = `ann@${tenant.domain}`;
    expect(await explainAddress(asRole("admin", tenant.id), { email })).toEqual(
      await explainAddress(asOperator(), { email }),
    );
  });

  test("sees nothing of another tenant: no claim, no name, no provider, no answer", async () => {
    const [mine, theirs] = [await newTenant(), await newRoutedTenant()];
    await addDomain(asRole("admin", mine.id), { domain: theirs.domain });
    const email = `ann@${theirs.domain}`;
    const explained = await explainAddress(asRole("admin", mine.id), { email });
    expect(told(explained.steps, "claims")).toEqual([
      `${mine.slug} claims ${theirs.domain}: pending.`,
    ]);
    expect(explained).toMatchObject({ providers: [], answer: [] });
    const text = JSON.stringify(explained);
    for (const secret of [theirs.slug, theirs.id, "Payroll", "Google"]) {
      expect(text.replaceAll(theirs.domain, "")).not.toContain(secret);
    }
  });

  test("asks in no other tenant, and a member not at all", async () => {
    const [mine, theirs] = [await newTenant(), await newTenant()];
    const email = `ann@${theirs.domain}`;
    await expect(
      explainAddress(asRole("admin", mine.id, theirs.id), { email }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(explainAddress(asRole("member", mine.id), { email })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
