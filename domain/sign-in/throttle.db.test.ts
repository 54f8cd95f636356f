import { randomUUID } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import {
  eventsOfRequest,
  newDomain,
  newProvider,
  newTenant,
  newUser,
  TEST_PASSWORD,
} from "#domain/testing/contexts.ts";
import { discover } from "./discover.ts";
import { resolve } from "./resolve.ts";
import { accountMayBeTried, addressMayTry } from "./throttle.ts";
import { signInWithPassword } from "./with-password.ts";

vi.stubEnv("GOOGLE_OAUTH_CLIENT_ID", "platform-client");
vi.stubEnv("GOOGLE_OAUTH_CLIENT_SECRET", "platform-secret");

withDatabase();

const from = (address: string) => ({ requestId: randomUUID(), address, userAgent: "vitest" });

/** How many of `tries` in a row succeed. */
async function countAllowed(tries: number, attempt: (index: number) => Promise<boolean>) {
  let allowed = 0;
  for (let index = 0; index < tries; index += 1) if (await attempt(index)) allowed += 1;
  return allowed;
}

describe("by address, a minute", () => {
  test("discovery answers 30 times, and then with nothing, as for an unknown address", async () => {
    const tenant = await newTenant();
    await newProvider(tenant.id, "google");
    await newDomain(tenant.id, { domain: tenant.domain });
    const ask = () => discover(`ann@${tenant.domain}`, from("203.0.113.1"));
    const lit = await countAllowed(40, async () => (await ask()).providers.length > 0);
    expect(lit).toBe(30);
    expect(await ask()).toEqual(await discover("no address", from("203.0.113.2")));
  });

  test("resolve starts 10 flows, and then fails like any failure", async () => {
    const body = { provider: "google", email: "ann@unclaimed.example" };
    const start = () => resolve(body, undefined, from("203.0.113.3"));
    expect(await countAllowed(15, async () => (await start()) !== null)).toBe(10);
    expect(await start()).toBeNull();
  });

  test("a right password is looked at 10 times, and then fails like a wrong one", async () => {
    const tenant = await newTenant();
    const people = await Promise.all([newUser(tenant.id), newUser(tenant.id)]);
    // Two people in turn, so that no account meets its own limit.
    const allowed = await countAllowed(12, async (index) => {
      const email = people[index % 2]?.email;
      const credentials = { email, password: TEST_PASSWORD };
      return (await signInWithPassword(credentials, from("203.0.113.4"))) !== null;
    });
    expect(allowed).toBe(10);
  });

  test("an invalid request counts as well, for the limit comes before any other work", async () => {
    const caller = from("203.0.113.5");
    for (let index = 0; index < 10; index += 1) await resolve({ junk: true }, undefined, caller);
    const body = { provider: "google", email: "ann@unclaimed.example" };
    expect(await resolve(body, undefined, caller)).toBeNull();
  });

  test("an IPv6 caller is its /64, however many addresses it has; another /64 is another", async () => {
    const within = (index: number) => from(`2001:db8:1:2:${index.toString(16)}::${index}`);
    const allowed = await countAllowed(40, (index) =>
      addressMayTry("sign_in.discover", within(index + 1)),
    );
    expect(allowed).toBe(30);
    expect(await addressMayTry("sign_in.discover", from("2001:db8:1:3::1"))).toBe(true);
  });

  test("an IPv4 address counts alone, also when it is mapped into IPv6", async () => {
    await countAllowed(40, () => addressMayTry("sign_in.discover", from("203.0.113.6")));
    expect(await addressMayTry("sign_in.discover", from("::ffff:203.0.113.6"))).toBe(false);
    expect(await addressMayTry("sign_in.discover", from("203.0.113.7"))).toBe(true);
  });

  test("each kind of attempt has a count of its own", async () => {
    await countAllowed(40, () => addressMayTry("sign_in.discover", from("203.0.113.8")));
    expect(await addressMayTry("sign_in.resolve", from("203.0.113.8"))).toBe(true);
    expect(await addressMayTry("sign_in.password", from("203.0.113.8"))).toBe(true);
  });
});

test("a domain has no limit: strangers cannot switch a tenant's sign-in off", async () => {
  const tenant = await newTenant();
  await newProvider(tenant.id, "google");
  await newDomain(tenant.id, { domain: tenant.domain });
  const email = `ann@${tenant.domain}`;
  const lit = await countAllowed(100, async (index) => {
    const { providers, cookie } = await discover(email, from(`198.18.0.${index}`));
    const started = await resolve(
      { provider: "google", email },
      cookie ?? "",
      from(`198.18.1.${index}`),
    );
    return providers.length > 0 && started !== null;
  });
  expect(lit).toBe(100);
});

describe("by account", () => {
  test("10 tries in 15 minutes from wherever, and the same for one that does not exist", async () => {
    for (const account of [`known-${randomUUID()}`, `unknown-${randomUUID()}`]) {
      const allowed = await countAllowed(14, (index) =>
        accountMayBeTried(account, from(`198.19.0.${index}`)),
      );
      expect(allowed).toBe(10);
    }
  });

  test("a limited account's right password fails, and others are not touched", async () => {
    const tenant = await newTenant();
    const [limited, other] = [await newUser(tenant.id), await newUser(tenant.id)];
    for (let index = 0; index < 10; index += 1) {
      await accountMayBeTried(limited.email, from(`198.19.1.${index}`));
    }
    const signIn = (email: string) =>
      signInWithPassword({ email, password: TEST_PASSWORD }, from("198.19.2.1"));
    expect(await signIn(limited.email)).toBeNull();
    expect(await signIn(other.email)).not.toBeNull();
  });
});

test("a limit is audited once a minute for each caller, without what was typed", async () => {
  const caller = from("203.0.113.9");
  for (let index = 0; index < 50; index += 1) await discover("ann@canary.example", caller);
  const events = await eventsOfRequest(caller.requestId);
  expect(events).toMatchObject([
    {
      action: "sign_in.discover",
      outcome: "denied",
      reason: "rate_limited",
      address: "203.0.113.9",
    },
  ]);
  expect(JSON.stringify(events)).not.toContain("canary");
});
