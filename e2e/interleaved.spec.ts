import { expect, test } from "./support/fixtures.ts";
import { signInOverHttp } from "./support/http-sign-in.ts";
import { kinds } from "./support/sign-in-page.ts";

const signIns = 200;
const atOnce = 10;

test("200 interleaved sign-ins of four tenants mix nothing up", async ({
  installation,
  newTenant,
}) => {
  test.setTimeout(180_000);
  const tenants = [
    await newTenant({ people: 2 }),
    await newTenant({ people: 2 }),
    await newTenant({ people: 2 }),
    await newTenant({ people: 2 }),
  ];
  const attempts = Array.from({ length: signIns }, (_, number) => {
    const tenant = tenants[number % tenants.length];
    const kind = kinds[Math.floor(number / tenants.length) % kinds.length];
    const person = tenant?.people[Math.floor(number / (tenants.length * kinds.length)) % 2];
    if (!tenant || !kind || !person) throw new Error("no such attempt");
    return { number, tenant, kind, person };
  });

  const run = async ({ number, kind, person }: (typeof attempts)[number]) => {
    const callbackUrl = `/account?attempt=${number}`;
    const visitor = `198.19.${Math.floor(number / 250)}.${(number % 250) + 1}`;
    const attempt = { kind, email: person.email, callbackUrl };
    const { landing } = await signInOverHttp(installation, visitor, attempt);
    expect(landing.address.pathname + landing.address.search).toBe(callbackUrl);
    expect(landing.html).toContain(person.email);
  };
  const waiting = [...attempts];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await run(next);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));

  for (const kind of kinds) {
    const sent = installation.upstreams[kind].requests.filter(
      (entry) => entry.endpoint === "authorize",
    );
    for (const { tenant, person, kind: used } of attempts) {
      if (used !== kind) continue;
      const clientIds = sent
        .filter(({ loginHint }) => loginHint === person.email)
        .map(({ clientId }) => clientId);
      expect(new Set(clientIds)).toEqual(new Set([tenant.clients[kind]?.clientId]));
    }
  }
});
