import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Installation } from "#e2e/support/installation.ts";
import { newTenant, type TestTenant } from "#e2e/support/new-tenant.ts";
import { type FormAnswer, signInByPassword, startFaultInstallation } from "./visitor.ts";

let installation: Installation;
let tenant: TestTenant;

beforeAll(async () => {
  installation = await startFaultInstallation();
  tenant = await newTenant(installation, { providers: [], people: 10 });
}, 120_000);
afterAll(() => installation.stop());

/** Many sign-ins at once, of which two are hashed at a time and the others wait. */
function flood(count: number): Promise<PromiseSettledResult<FormAnswer>[]> {
  const { baseUrl } = installation.product;
  return Promise.allSettled(
    Array.from({ length: count }, (_, number) => {
      const person = tenant.people[number % tenant.people.length] ?? tenant.person;
      return signInByPassword(baseUrl, person);
    }),
  );
}

test("SIGTERM lets what is under way finish, resets no connection, and ends with 0", async () => {
  const { product } = installation;
  const answers = flood(80);
  const states: number[] = [];
  await sleep(150);
  const startedAt = performance.now();
  process.kill(product.pid, "SIGTERM");
  for (let look = 0; look < 20; look += 1) {
    const ready = await fetch(`${product.managementUrl}/readyz`).catch(() => null);
    if (ready) states.push(ready.status);
    await sleep(5);
  }
  // The first look may arrive before the signal does.
  expect(states.slice(1), "unready at once").toContain(503);
  expect(states.slice(2)).not.toContain(200);
  const settled = await answers;
  const failed = settled.filter((answer) => answer.status === "rejected");
  expect(failed).toEqual([]);
  const signedIn = settled.filter(
    (answer) => answer.status === "fulfilled" && answer.value.session !== null,
  );
  expect(signedIn).toHaveLength(80);
  expect(await product.ended()).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(25_000);
  await expect(fetch(`${product.baseUrl}/auth/msp/signin`)).rejects.toThrow();
});

test("a second SIGTERM ends at once, and what was acknowledged is there after the next start", async () => {
  const product = await installation.restart();
  const answers = flood(80);
  await sleep(150);
  process.kill(product.pid, "SIGTERM");
  await sleep(50);
  const startedAt = performance.now();
  process.kill(product.pid, "SIGTERM");
  expect(await product.ended()).toBe(1);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  const acknowledged = (await answers).flatMap((answer) =>
    answer.status === "fulfilled" && answer.value.session ? [answer.value.session] : [],
  );
  const again = await installation.restart();
  for (const cookie of acknowledged) {
    const account = await fetch(`${again.baseUrl}/account`, {
      headers: { cookie },
      redirect: "manual",
    });
    expect(account.status).toBe(200);
  }
});
