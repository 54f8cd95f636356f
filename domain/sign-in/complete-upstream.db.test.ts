import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { identities } from "#db/schema/users.ts";
import { withDatabase } from "#db/test-connection.ts";
import type { UpstreamClient } from "#domain/identity-providers/upstream-client.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { updateDomain } from "#domain/login-domains/update.ts";
import { findSession } from "#domain/sessions/find.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import {
  asOperator,
  eventsOfRequest,
  newDomain,
  newProvider,
  newSession,
  newTenant,
  newUser,
  testRequest,
} from "#domain/testing/contexts.ts";
import { createUser } from "#domain/users/create.ts";
import { suspendUser } from "#domain/users/set-status.ts";
import { Secret } from "#platform/secret.ts";
import type { UpstreamClaims } from "./assertion-rules.ts";
import { completeUpstreamSignIn } from "./complete-upstream.ts";
import type { Resolution } from "./resolution.ts";

withDatabase();

const ISSUER = "https://login.test.example/tenant";
const DIRECTORY = "aaaaaaaa-0000-4000-8000-000000000001";

/** A tenant with a domain and a provider, and Ada, who has an address there. */
async function routed() {
  const tenant = await newTenant();
  await newDomain(tenant.id, { domain: tenant.domain });
  const provider = await newProvider(tenant.id, "google");
  const email = `ada@${tenant.domain}`;
  const ada = await createUser(asOperator(tenant.id), { email, name: "Ada" });
  return { tenant, provider, ada, email, subject: `sub-${randomUUID()}` };
}

type Routed = Awaited<ReturnType<typeof routed>>;
type Case = {
  claims?: Partial<UpstreamClaims>;
  client?: Partial<UpstreamClient>;
  resolution?: Partial<Resolution>;
  replaces?: string;
};

function assertion({ tenant, provider, email, subject }: Routed, more: Case = {}) {
  const client: UpstreamClient = {
    tenantId: tenant.id,
    providerId: provider.id,
    kind: "google",
    name: "Google",
    issuer: ISSUER,
    clientId: provider.clientId,
    clientSecrets: [Secret.of("unused")],
    directoryIds: [],
    trustEmail: false,
    ...more.client,
  };
  const resolution: Resolution = {
    tenantId: client.tenantId,
    providerId: client.providerId,
    kind: client.kind,
    domain: tenant.domain,
    loginHint: email,
    returnTo: "/reports?week=3",
    ...more.resolution,
  };
  const claims: UpstreamClaims = {
    issuer: ISSUER,
    subject,
    email,
    emailVerified: true,
    name: "Ada",
    directoryId: undefined,
    authTime: undefined,
    ...more.claims,
  };
  return { resolution, client, claims, request: testRequest(), replaces: more.replaces };
}

/** The answer, and what the log says about it. */
async function complete(routedTo: Routed, more: Case = {}) {
  const input = assertion(routedTo, more);
  const answer = await completeUpstreamSignIn(input);
  const events = await eventsOfRequest(input.request.requestId);
  return { answer, events, reason: events.at(-1)?.reason };
}

async function tokenOf(routedTo: Routed, more: Case = {}): Promise<string> {
  const { answer, reason } = await complete(routedTo, more);
  if (answer.kind !== "signed-in") throw new Error(`refused: ${reason}`);
  return answer.cookie.value;
}

/** The platform's own provider instead of the tenant's. */
const platform = { client: { tenantId: null, providerId: null } };

describe("the person whom a provider asserts", () => {
  test("is signed in, linked by issuer and subject, and goes where they were going", async () => {
    const here = await routed();
    const { answer, events } = await complete(here);
    if (answer.kind !== "signed-in") throw new Error("refused");
    expect(answer).toMatchObject({
      returnTo: "/reports?week=3",
      cookie: { name: "gatehouse_session" },
    });
    expect(await findSession(answer.cookie.value)).toMatchObject({
      actor: { userId: here.ada.id, tenantId: here.tenant.id },
      method: "google",
      providerName: "Google",
    });
    expect(events.map((event) => [event.action, event.outcome])).toEqual([
      ["user.link_identity", "success"],
      ["sign_in.provider", "success"],
    ]);
  });

  test("is the same person later although the address changed, and is linked once", async () => {
    const here = await routed();
    await tokenOf(here);
    const renamed = { claims: { email: `ada.lovelace@${here.tenant.domain}` } };
    expect((await findSession(await tokenOf(here, renamed)))?.actor.userId).toBe(here.ada.id);
    const { events } = await complete(here);
    expect(events.map((event) => event.action)).toEqual(["sign_in.provider"]);
  });

  test("gets a new session id each time, and the browser's one before ends", async () => {
    const here = await routed();
    const before = await newSession(here.tenant.id, here.ada.id);
    expect(await findSession(before)).not.toBeNull();
    const after = await tokenOf(here, { replaces: before });
    expect(after).not.toBe(before);
    await expect.poll(() => findSession(before), { timeout: 1_000, interval: 20 }).toBeNull();
  });

  test("comes in although Entra ID verifies no address, from the directory that the tenant chose", async () => {
    const here = await routed();
    const issuer = "https://login.microsoftonline.com/organizations/v2.0";
    const entra = { kind: "azure-ad" as const, issuer, directoryIds: [DIRECTORY] };
    const claims = { emailVerified: undefined, directoryId: DIRECTORY.toUpperCase() };
    await tokenOf(here, { client: entra, claims });
  });

  test("comes in with an unverified address where the tenant trusts the provider", async () => {
    const here = await routed();
    await tokenOf(here, { client: { trustEmail: true }, claims: { emailVerified: false } });
  });

  test("who signs in twice at once for the first time is linked once and let in, or told nothing", async () => {
    const here = await routed();
    const both = await Promise.all([complete(here), complete(here)]);
    expect(both.some(({ answer }) => answer.kind === "signed-in")).toBe(true);
    for (const { answer, reason } of both) {
      if (answer.kind === "refused") expect(reason).toBe("changed_meanwhile");
    }
    const rows = await database().select().from(identities);
    expect(rows.filter((row) => row.subject === here.subject)).toHaveLength(1);
  });
});

const entraOf = (directoryIds: string[]) => ({
  kind: "azure-ad" as const,
  issuer: "https://login.microsoftonline.com/organizations/v2.0",
  directoryIds,
});

const refusals: [reason: string, what: string, make: (here: Routed) => Promise<Case> | Case][] = [
  ["email_missing", "no address", () => ({ claims: { email: undefined } })],
  [
    "email_invalid",
    "two addresses",
    ({ email }) => ({ claims: { email: `${email},x@evil.example` } }),
  ],
  [
    "email_invalid",
    "a full-width @",
    ({ email }) => ({ claims: { email: email.replace("@", "＠") } }),
  ],
  ["email_unverified", "email_verified false", () => ({ claims: { emailVerified: false } })],
  ["email_unverified", "email_verified missing", () => ({ claims: { emailVerified: undefined } })],
  [
    "directory_not_allowed",
    "another directory",
    () => ({
      client: entraOf([DIRECTORY]),
      claims: { directoryId: randomUUID() },
    }),
  ],
  [
    "directory_not_allowed",
    "a directory that it does not tell",
    () => ({ client: entraOf([DIRECTORY]) }),
  ],
  [
    "email_unverified",
    "an address that just any directory's admin wrote (nOAuth)",
    () => ({
      client: { ...entraOf([]), ...platform.client },
      claims: { emailVerified: undefined, directoryId: randomUUID() },
    }),
  ],
  [
    "domain_not_of_tenant",
    "an address at nobody's domain",
    () => ({
      claims: { email: `ada@${randomUUID()}.example` },
    }),
  ],
  [
    "domain_not_of_tenant",
    "an address at another tenant's domain",
    async () => ({
      claims: { email: (await routed()).email },
    }),
  ],
  [
    "domain_not_of_tenant",
    "an address at a subdomain that is not claimed",
    ({ tenant }) => ({
      claims: { email: `ada@mail.${tenant.domain}` },
    }),
  ],
  [
    "domain_not_of_tenant",
    "a domain that was deactivated meanwhile",
    async ({ tenant }) => {
      await updateDomain(asOperator(tenant.id), { domain: tenant.domain, active: false });
      return {};
    },
  ],
  [
    "unknown_user",
    "nobody whom the tenant knows",
    ({ tenant }) => ({
      claims: { email: `eve@${tenant.domain}` },
    }),
  ],
  [
    "unknown_user",
    "somebody of another tenant with an address at this one's domain",
    async (here) => {
      const other = await newTenant();
      const email = `bob@${here.tenant.domain}`;
      await newUser(other.id, { email });
      return { claims: { email } };
    },
  ],
  [
    "identity_mismatch",
    "a new subject at Ada's address: a re-used mailbox",
    async (here) => {
      await tokenOf(here);
      return { claims: { subject: `sub-${randomUUID()}` } };
    },
  ],
  [
    "user_suspended",
    "somebody suspended",
    async ({ tenant, ada }) => {
      await suspendUser(asOperator(tenant.id), { id: ada.id });
      return {};
    },
  ],
  [
    "tenant_suspended",
    "somebody of a suspended tenant",
    async ({ tenant }) => {
      await updateTenant(asOperator(tenant.id), { status: "suspended" });
      return {};
    },
  ],
  [
    "auth_too_old",
    "an authentication older than asked for",
    () => ({
      resolution: { maxAgeSeconds: 60 },
      claims: { authTime: Date.now() / 1000 - 3600 },
    }),
  ],
  [
    "auth_too_old",
    "an authentication whose time it does not tell",
    () => ({
      resolution: { maxAgeSeconds: 60 },
    }),
  ],
  [
    "app_fallback_denied",
    "the platform's provider where the tenant denies it",
    async ({ tenant }) => {
      await updateTenant(asOperator(tenant.id), { appFallback: "denied" });
      return platform;
    },
  ],
  [
    "sso_enforced",
    "the platform's provider where the tenant demands its own",
    async ({ tenant }) => {
      await updateTenant(asOperator(tenant.id), { ssoEnforced: true });
      return platform;
    },
  ],
  [
    "domain_of_another_tenant",
    "the platform's provider and a domain that another tenant claims",
    async ({ tenant }) => {
      const other = await newTenant();
      await newUser(other.id, { email: `carol@${tenant.domain}` });
      return { ...platform, claims: { email: `carol@${tenant.domain}` } };
    },
  ],
  [
    "unknown_user",
    "the platform's provider and nobody",
    () => ({
      ...platform,
      claims: { email: `nobody@${randomUUID()}.example` },
    }),
  ],
];

describe("a refusal", () => {
  test.each(refusals)("as %s: %s", async (reason, _, make) => {
    const here = await routed();
    const more = await make(here);
    const { answer, events } = await complete(here, more);
    expect(answer).toEqual({ kind: "refused" });
    const resolved = more.client?.tenantId === null ? PLATFORM_TENANT_ID : here.tenant.id;
    expect(events).toMatchObject([
      { action: "sign_in.provider", outcome: "failure", reason, tenantId: resolved },
    ]);
    expect(JSON.stringify(events)).not.toContain(more.claims?.email ?? here.email);
  });

  test("links nothing and starts no session", async () => {
    const here = await routed();
    const { ada, tenant } = here;
    await suspendUser(asOperator(tenant.id), { id: ada.id });
    await complete(here);
    const rows = await database().select().from(identities);
    expect(rows.filter((row) => row.userId === ada.id)).toEqual([]);
  });
});

describe("the platform's own provider", () => {
  test("signs in whom a tenant lets, at a claimed domain and at an unclaimed one", async () => {
    const here = await routed();
    await tokenOf(here, platform);
    const elsewhere = await newUser(here.tenant.id);
    const token = await tokenOf(here, {
      ...platform,
      claims: { email: elsewhere.email, subject: randomUUID() },
    });
    expect((await findSession(token))?.actor).toMatchObject({
      userId: elsewhere.id,
      tenantId: here.tenant.id,
    });
  });

  test("cannot pass for a tenant's: the identity is the tenant's person's in that tenant alone", async () => {
    const [here, there] = [await routed(), await routed()];
    await tokenOf(here);
    // The same upstream account, asserted to another tenant with its own address there.
    const claims = { subject: here.subject, email: there.email };
    expect((await findSession(await tokenOf(there, { claims })))?.actor.userId).toBe(there.ada.id);
  });
});
