import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RESOLUTION_COOKIE } from "#domain/sign-in/resolution.ts";
import { Secret } from "#platform/secret.ts";
import { startProcessWith } from "#platform/test-process.ts";
import { neutralEnd, redirectUris, startTestSite } from "./test-site.ts";

let our: ReturnType<typeof startTestSite>;

beforeEach(() => {
  startProcessWith();
  our = startTestSite();
});
afterEach(() => our.stop());

/** Tenants that use one vendor, each with an id, a secret and a person of its own. */
async function tenantsOfOneVendor(count: number) {
  const tenants = Array.from({ length: count }, (_, index) => ({
    tenantId: `0199a7c4-0000-7000-8000-00000000000${index}`,
    providerId: `0199a7c4-0000-7000-8000-00000000001${index}`,
    clientId: `client-${index}`,
    secret: `secret-${index}`,
    email: `person@tenant-${index}.example`,
  }));
  const upstream = await our.addUpstream({
    flavour: "google",
    clients: tenants.map(({ clientId, secret }) => ({
      clientId,
      clientSecrets: [secret],
      redirectUris: redirectUris(),
    })),
    people: tenants.map(({ email }) => ({ email, name: email })),
  });
  for (const { tenantId, providerId, clientId, secret } of tenants) {
    our.addClient(upstream, {
      tenantId,
      providerId,
      clientId,
      clientSecrets: [Secret.of(secret)],
    });
  }
  const resolutions = tenants.map(({ tenantId, providerId, email }, index) => ({
    kind: "google" as const,
    tenantId,
    providerId,
    loginHint: email,
    returnTo: `/t/tenant-${index}`,
  }));
  return { upstream, tenants, resolutions };
}

test("200 interleaved sign-ins of four tenants at one vendor mix nothing up", async () => {
  const { upstream, tenants, resolutions } = await tenantsOfOneVendor(4);
  const signIns = Array.from({ length: 200 }, async (_, index) => {
    const resolution = resolutions[index % 4];
    if (!resolution) throw new Error("no such tenant");
    const browser = our.browser();
    const response = await browser.signIn(resolution);
    return { resolution, location: response.headers.get("location"), cookies: browser.cookies };
  });
  for (const { resolution, location, cookies } of await Promise.all(signIns)) {
    expect(location).toBe(resolution.returnTo);
    expect([...cookies.keys()]).toEqual(["gatehouse_session"]);
  }
  expect(our.failures).toEqual([]);
  expect(our.completions).toHaveLength(200);
  for (const { resolution, client, claims } of our.completions) {
    expect(client.tenantId).toBe(resolution.tenantId);
    expect(claims.email).toBe(resolution.loginHint);
    const tenant = tenants.find((each) => each.tenantId === client.tenantId);
    expect(client.clientId).toBe(tenant?.clientId);
  }
  const used = upstream.requests.flatMap((each) =>
    each.endpoint === "token" ? [`${each.clientId} ${each.status}`] : [],
  );
  for (const { clientId } of tenants) {
    expect(used.filter((each) => each === `${clientId} 200`)).toHaveLength(50);
  }
}, 60_000);

describe("two sign-ins in one browser", () => {
  test("the later wins, and the earlier ends neutrally without ending the later", async () => {
    const { resolutions } = await tenantsOfOneVendor(2);
    const [first, second] = resolutions;
    if (!first || !second) throw new Error("no tenants");
    const browser = our.browser();
    browser.resolve(first);
    const earlier = await browser.visitProvider("google");
    browser.resolve(second);
    const later = await browser.visitProvider("google");

    const lost = await browser.go(earlier);
    expect(lost.headers.get("location")).toContain("error=sign_in");
    expect(our.completions).toEqual([]);
    const won = await browser.go(later);
    expect(won.headers.get("location")).toBe(second.returnTo);
    expect(our.completions).toMatchObject([{ claims: { email: second.loginHint } }]);
  });

  test("a callback with the resolution of another tenant is refused before the code is sent", async () => {
    const { upstream, resolutions } = await tenantsOfOneVendor(2);
    const [first, second] = resolutions;
    if (!first || !second) throw new Error("no tenants");
    const browser = our.browser();
    browser.resolve(first);
    const callback = await browser.visitProvider("google");
    browser.resolve(second);
    const response = await browser.go(callback);
    expect(response.headers.get("location")).toContain("error=sign_in");
    expect(our.failures).toMatchObject([
      { resolution: { tenantId: second.tenantId }, reason: expect.stringContaining("decryption") },
    ]);
    expect(upstream.requests.some((each) => each.endpoint === "token")).toBe(false);
  });

  test("nor is one with a resolution that says the same and was made another time", async () => {
    const { resolutions } = await tenantsOfOneVendor(1);
    const [resolution] = resolutions;
    if (!resolution) throw new Error("no tenant");
    const browser = our.browser();
    browser.resolve(resolution);
    const before = browser.cookies.get(RESOLUTION_COOKIE);
    const callback = await browser.visitProvider("google");
    browser.resolve(resolution);
    expect(browser.cookies.get(RESOLUTION_COOKIE)).not.toBe(before);
    expect((await browser.ask(callback)).headers.get("location")).toContain("error=sign_in");
    browser.cookies.set(RESOLUTION_COOKIE, before ?? "");
    expect((await browser.ask(callback)).headers.get("location")).toBe(resolution.returnTo);
  });
});

describe("Entra ID", () => {
  const home = "11111111-1111-4111-8111-111111111111";
  const partner = "aaaaaaaa-2222-4222-8222-222222222222";
  const stranger = "33333333-3333-4333-8333-333333333333";
  const tenant = {
    tenantId: "0199a7c4-0000-7000-8000-000000000001",
    providerId: "0199a7c4-0000-7000-8000-000000000002",
  };

  async function start() {
    const people = [home, partner, stranger].map((directoryId, index) => ({
      email: `person@directory-${index}.example`,
      name: "A person",
      directoryId,
    }));
    return our.addUpstream({
      flavour: "microsoft",
      directoryIds: [home, partner, stranger],
      people,
    });
  }

  function signIn(index: number, by: object = tenant) {
    const loginHint = `person@directory-${index}.example`;
    return our.browser().signIn({ kind: "azure-ad", loginHint, ...by });
  }

  test("lets people of each allowed directory in, by their own directory's issuer", async () => {
    const upstream = await start();
    our.addClient(upstream, { ...tenant, directoryIds: [home, partner.toUpperCase()] });
    await signIn(0);
    await signIn(1);
    expect(our.failures).toEqual([]);
    expect(our.completions).toMatchObject(
      [home, partner].map((directoryId) => ({
        claims: { directoryId, issuer: upstream.directoryIssuer(directoryId) },
      })),
    );
    expect(our.completions[0]?.claims.emailVerified).toBeUndefined();
  });

  test("refuses people of any other directory", async () => {
    our.addClient(await start(), { ...tenant, directoryIds: [home, partner] });
    expect((await signIn(2)).headers.get("location")).toBe(neutralEnd);
    expect(our.failures).toMatchObject([
      { reason: expect.stringContaining(`${stranger} is not among the allowed ones`) },
    ]);
  });

  test.each([
    ["another directory's id", { set: { tid: home } }, "its issuer is not"],
    ["no directory's id", { remove: ["tid"] }, "it names no directory"],
    ["a path for an id", { set: { tid: `../${home}` } }, "it names no directory"],
  ])("refuses a token with %s", async (_, change, reason) => {
    const upstream = await start();
    our.addClient(upstream, { ...tenant, directoryIds: [home, partner] });
    await upstream.setFault({ kind: "claims", ...change });
    expect((await signIn(1)).headers.get("location")).toBe(neutralEnd);
    expect(our.failures).toMatchObject([{ reason: expect.stringContaining(reason) }]);
  });

  test("of one directory is asked there, and has that issuer alone", async () => {
    const upstream = await start();
    const issuer = upstream.directoryIssuer(home);
    our.addClient(upstream, { ...tenant, issuer, directoryIds: [home] });
    await signIn(0);
    expect(our.completions).toMatchObject([{ claims: { issuer, directoryId: home } }]);
    await upstream.setFault({ kind: "id-token", change: "issuer" });
    expect((await signIn(0)).headers.get("location")).toBe(neutralEnd);
  });

  test("is open to every directory for the platform, and never for a tenant", async () => {
    const upstream = await start();
    our.addClient(upstream);
    our.addClient(upstream, tenant);
    await signIn(2, { tenantId: null, providerId: null });
    expect(our.completions).toMatchObject([{ claims: { directoryId: stranger } }]);
    expect((await signIn(2)).headers.get("location")).toBe(neutralEnd);
  });
});
