import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { connection } from "#db/client.ts";
import { withDatabase } from "#db/test-connection.ts";
import { updateDomain } from "#domain/login-domains/update.ts";
import { asOperator, asRole, eventsOf, newDomain, newTenant } from "#domain/testing/contexts.ts";
import { listProviders } from "./list.ts";
import { upstreamClient } from "./load-upstream-client.ts";
import { removeProvider } from "./remove.ts";
import {
  retireOldProviderSecret,
  rotateProviderSecret,
  withdrawNewProviderSecret,
} from "./rotate-secret.ts";
import { setProvider } from "./set.ts";
import { testProvider } from "./test-connection.ts";

const keys = vi.hoisted(() => ({ listed: [Buffer.alloc(32, 7)] }));
vi.mock("#platform/keys.ts", async (original) => ({
  ...(await original<typeof import("#platform/keys.ts")>()),
  encryptionKeys: () => keys.listed,
}));
afterEach(() => {
  keys.listed = [Buffer.alloc(32, 7)];
});

withDatabase();

const ISSUER = "https://login.test.example/tenant";
const secret = () => `secret-${randomUUID()}`;
const vendor = () => ({
  kind: "google" as const,
  clientId: `client-${randomUUID()}`,
  clientSecret: secret(),
});
const custom = (name?: string) => ({ ...vendor(), kind: "oidc" as const, issuer: ISSUER, name });

async function newAdmin() {
  return asRole("admin", (await newTenant()).id);
}

/** The live secrets as a sign-in would send them, the newest first. */
async function sent(
  tenantId: string,
  providerId: string,
  kind: "google" | "oidc" | "azure-ad" = "google",
) {
  const client = await upstreamClient({ tenantId, providerId, kind });
  return client?.clientSecrets.map((one) => one.reveal()) ?? null;
}

describe("setting a provider up", () => {
  test("makes it ready, seals its secret, and never shows the secret again", async () => {
    const admin = await newAdmin();
    const input = vendor();
    const made = await setProvider(admin, input);
    expect(made).toMatchObject({
      kind: "google",
      ready: true,
      reasons: [],
      liveSecrets: 1,
      clientId: input.clientId,
    });
    expect(await sent(admin.tenantId, made.id)).toEqual([input.clientSecret]);
    const seen = [made, await listProviders(admin, {}), await eventsOf(admin.tenantId)];
    const stored = await connection().sql`select s::text as text from identity_provider_secrets s
      where tenant_id = ${admin.tenantId}`;
    expect(JSON.stringify([seen, stored])).not.toContain(input.clientSecret);
    expect(stored[0]?.["text"]).toContain("s1.");
  });

  test("twice of one vendor changes the one; custom ones go by name", async () => {
    const admin = await newAdmin();
    const first = await setProvider(admin, vendor());
    const second = await setProvider(admin, vendor());
    expect(second.id).toBe(first.id);
    const [one, other] = [
      await setProvider(admin, custom("One")),
      await setProvider(admin, custom("Other")),
    ];
    expect(one.id).not.toBe(other.id);
    expect((await listProviders(admin, {})).items.map((item) => item.kind)).toEqual([
      "google",
      "oidc",
      "oidc",
    ]);
    await expect(removeProvider(admin, { provider: "oidc" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("by two admins at once leaves one provider, and whoever lost is told", async () => {
    const admin = await newAdmin();
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => setProvider(admin, vendor())));
    expect((await listProviders(admin, {})).items).toHaveLength(1);
    for (const one of tries) {
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "conflict" });
    }
    const [{ id = "" } = {}] = (await listProviders(admin, {})).items;
    expect(await sent(admin.tenantId, id)).toHaveLength(1);
  });

  test.each([
    ["a new client id", { clientId: "another" }],
    ["a new issuer", { issuer: "https://login.other.example" }],
  ])(
    "with %s needs the secret again, which is never sent to whom an admin typed in",
    async (_, more) => {
      const admin = await newAdmin();
      const { clientSecret, ...rest } = custom();
      const made = await setProvider(admin, { ...rest, clientSecret });
      await expect(setProvider(admin, { ...rest, ...more })).rejects.toMatchObject({
        code: "invalid",
        fields: { clientSecret: expect.any(String) },
      });
      expect(
        await upstreamClient({ tenantId: admin.tenantId, providerId: made.id, kind: "oidc" }),
      ).toMatchObject({
        issuer: ISSUER,
        clientId: rest.clientId,
      });
      const next = secret();
      await setProvider(admin, { ...rest, ...more, clientSecret: next });
      expect(await sent(admin.tenantId, made.id, "oidc")).toEqual([next]);
    },
  );

  test("with other changes keeps the secret, and forgets what was tested", async () => {
    const admin = await newAdmin();
    const { clientSecret, ...rest } = vendor();
    const made = await setProvider(admin, { ...rest, clientSecret });
    const off = await setProvider(admin, { ...rest, enabled: false });
    expect(off).toMatchObject({ ready: false, reasons: ["switched_off"], lastTest: null });
    expect(await sent(admin.tenantId, made.id)).toBeNull();
    await setProvider(admin, { ...rest, enabled: true });
    expect(await sent(admin.tenantId, made.id)).toEqual([clientSecret]);
  });

  test.each([
    ["without a secret", { clientSecret: undefined }, "clientSecret"],
    ["with a secret of more than ASCII", { clientSecret: "sécret" }, "clientSecret"],
    ["without an issuer", { issuer: undefined }, "issuer"],
    ["with an issuer that is no address", { issuer: "login" }, "issuer"],
    ["with an issuer that has a query", { issuer: `${ISSUER}?a=b` }, "issuer"],
    ["with an issuer that has a fragment", { issuer: `${ISSUER}#x` }, "issuer"],
    ["with an issuer that has a user", { issuer: "https://user@login.test.example" }, "issuer"],
    ["with an issuer of another scheme", { issuer: "file:///etc/passwd" }, "issuer"],
    ["with a directory that is no id", { directoryIds: ["acme"] }, "directoryIds.0"],
    ["with a date without a zone", { secretExpiresAt: "2027-01-31" }, "secretExpiresAt"],
  ])("%s is refused at its field", async (_, more, field) => {
    const { clientSecret, issuer, ...rest } = custom();
    const input = Object.fromEntries(
      Object.entries({ ...rest, clientSecret, issuer, ...more }).filter(
        ([, value]) => value !== undefined,
      ),
    );
    await expect(setProvider(await newAdmin(), { ...rest, ...input })).rejects.toMatchObject({
      code: "invalid",
      fields: { [field]: expect.any(String) },
    });
  });
});

describe("rotating a secret", () => {
  test("keeps both live, the newest first, until the old one is retired", async () => {
    const admin = await newAdmin();
    const [old, next] = [secret(), secret()];
    const made = await setProvider(admin, { ...vendor(), clientSecret: old });
    await expect(retireOldProviderSecret(admin, { provider: "google" })).rejects.toMatchObject({
      code: "conflict",
    });
    const rotated = await rotateProviderSecret(admin, { provider: "google", clientSecret: next });
    expect(rotated).toMatchObject({ liveSecrets: 2, ready: true });
    expect(await sent(admin.tenantId, made.id)).toEqual([next, old]);
    await retireOldProviderSecret(admin, { provider: made.id });
    expect(await sent(admin.tenantId, made.id)).toEqual([next]);
  });

  test("takes a mistyped new one back while two are live, and never the last one", async () => {
    const admin = await newAdmin();
    const [old, mistyped] = [secret(), secret()];
    const made = await setProvider(admin, { ...vendor(), clientSecret: old });
    const withdraw = () => withdrawNewProviderSecret(admin, { provider: made.id });
    await expect(withdraw()).rejects.toMatchObject({ code: "conflict" });
    await rotateProviderSecret(admin, { provider: "google", clientSecret: mistyped });
    expect(await withdraw()).toMatchObject({ liveSecrets: 1, ready: true, lastTest: null });
    expect(await sent(admin.tenantId, made.id)).toEqual([old]);
    const tries = await Promise.allSettled([withdraw(), withdraw()]);
    expect(tries.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });

  test("never makes a third, also when several try at once", async () => {
    const admin = await newAdmin();
    const made = await setProvider(admin, vendor());
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() =>
        rotateProviderSecret(admin, { provider: "google", clientSecret: secret() }),
      ),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await sent(admin.tenantId, made.id)).toHaveLength(2);
  });

  test("sends no secret that has expired, and is not ready once none is left", async () => {
    const admin = await newAdmin();
    const [old, next] = [secret(), secret()];
    const expired = new Date(Date.now() - 1000).toISOString();
    const made = await setProvider(admin, {
      ...vendor(),
      clientSecret: old,
      secretExpiresAt: expired,
    });
    expect(made).toMatchObject({ ready: false, reasons: ["secret_expired"] });
    expect(await sent(admin.tenantId, made.id)).toBeNull();
    await rotateProviderSecret(admin, { provider: "google", clientSecret: next });
    expect(await sent(admin.tenantId, made.id)).toEqual([next]);
  });
});

test("an expiry given without a secret is the newest one's", async () => {
  const admin = await newAdmin();
  const { clientSecret, ...rest } = vendor();
  await setProvider(admin, { ...rest, clientSecret });
  const expired = new Date(Date.now() - 1000).toISOString();
  expect(await setProvider(admin, { ...rest, secretExpiresAt: expired })).toMatchObject({
    secretExpiresAt: expired,
    reasons: ["secret_expired"],
  });
  expect(await setProvider(admin, rest)).toMatchObject({ secretExpiresAt: expired });
  expect(await setProvider(admin, { ...rest, secretExpiresAt: null })).toMatchObject({
    ready: true,
  });
});

describe("ENCRYPTION_KEY", () => {
  test("rotates: the first key seals, each listed one opens, and a secret of none is unreadable", async () => {
    const admin = await newAdmin();
    const [old, next] = [secret(), secret()];
    const made = await setProvider(admin, { ...vendor(), clientSecret: old });
    const [first, second] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];
    keys.listed = [second, first];
    expect(await sent(admin.tenantId, made.id)).toEqual([old]);
    await rotateProviderSecret(admin, { provider: "google", clientSecret: next });
    keys.listed = [second];
    expect(await sent(admin.tenantId, made.id)).toEqual([next]);
    keys.listed = [first];
    expect(await sent(admin.tenantId, made.id)).toEqual([old]);
    keys.listed = [Buffer.alloc(32, 9)];
    expect((await listProviders(admin, {})).items[0]).toMatchObject({
      ready: false,
      reasons: ["secret_unreadable"],
    });
    expect(await sent(admin.tenantId, made.id)).toBeNull();
  });

  test("a sealed secret that is moved to another row or tenant does not open there", async () => {
    const [mine, theirs] = [await newAdmin(), await newAdmin()];
    const made = await setProvider(mine, vendor());
    const target = await setProvider(theirs, vendor());
    await connection().sql`update identity_provider_secrets set sealed = (select sealed
      from identity_provider_secrets where provider_id = ${made.id}) where provider_id = ${target.id}`;
    await expect(sent(theirs.tenantId, target.id)).rejects.toMatchObject({ reason: "mismatch" });
  });
});

describe("providers of two tenants", () => {
  test("of one vendor have clients and secrets of their own", async () => {
    const [mine, theirs] = [await newAdmin(), await newAdmin()];
    const [a, b] = [vendor(), vendor()];
    const [one, other] = [await setProvider(mine, a), await setProvider(theirs, b)];
    expect(await sent(mine.tenantId, one.id)).toEqual([a.clientSecret]);
    expect(await sent(theirs.tenantId, other.id)).toEqual([b.clientSecret]);
    expect(await sent(mine.tenantId, other.id)).toBeNull();
    for (const operation of [
      retireOldProviderSecret,
      withdrawNewProviderSecret,
      removeProvider,
      testProvider,
    ]) {
      const told = async (provider: string) =>
        operation(mine, { provider }).catch((error: unknown) => error);
      expect(await told(other.id)).toEqual(await told(randomUUID()));
      expect(await told(other.id)).toMatchObject({ code: "not_found" });
    }
  });
});

describe("removing a provider", () => {
  test("takes its secrets along, takes it off the domains, and stops a flow under way", async () => {
    const tenant = await newTenant();
    const admin = asRole("admin", tenant.id);
    const google = await setProvider(admin, vendor());
    await setProvider(admin, custom());
    await newDomain(tenant.id, { domain: tenant.domain, providers: ["google"] });
    await removeProvider(admin, { provider: "google" });
    expect(
      await upstreamClient({ tenantId: tenant.id, providerId: google.id, kind: "google" }),
    ).toBeNull();
    const left = await connection()
      .sql`select 1 from identity_provider_secrets where provider_id = ${google.id}`;
    expect(left).toHaveLength(0);
    expect(await updateDomain(asOperator(tenant.id), { domain: tenant.domain })).toMatchObject({
      allProviders: false,
      providers: [],
    });
  });
});

test("a provider that lacks a usable secret has nothing to test, and says what it lacks", async () => {
  const admin = await newAdmin();
  const expired = new Date(Date.now() - 1000).toISOString();
  await setProvider(admin, { ...vendor(), secretExpiresAt: expired });
  await expect(testProvider(admin, { provider: "google" })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("secret expired"),
  });
  const auditor = asRole("auditor", admin.tenantId);
  await expect(testProvider(auditor, { provider: "google" })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect((await eventsOf(admin.tenantId)).at(-1)).toMatchObject({
    action: "identity_provider.test",
    outcome: "denied",
  });
});
