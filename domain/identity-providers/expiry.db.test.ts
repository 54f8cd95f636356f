import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { identityProviderSecrets, identityProviders } from "#db/schema/identity-providers.ts";
import { withOwnDatabase } from "#db/test-connection.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import {
  asOperator,
  asRole,
  eventsOf,
  mailTo,
  newProvider,
  newTenant,
  newUser,
} from "#domain/testing/contexts.ts";
import { countEndingSecrets } from "./count-ending.ts";
import { listSecretExpiries } from "./list-expiries.ts";
import { rotateProviderSecret } from "./rotate-secret.ts";
import { warnOfExpiringSecrets } from "./warn-of-expiry.ts";

withOwnDatabase();

/** A tenant with an admin and a provider whose secret ends in so many days. */
async function ending(inDays: number) {
  const tenant = await newTenant();
  const admin = await newUser(tenant.id, { roles: ["admin"] });
  const provider = await newProvider(tenant.id, "google");
  const endIn = (days: number) =>
    database()
      .update(identityProviderSecrets)
      .set({ expiresAt: sql`now() + make_interval(mins => ${Math.round(days * 1440)}::int)` })
      .where(eq(identityProviderSecrets.tenantId, tenant.id));
  await endIn(inDays);
  const subjects = async () => (await mailTo(tenant.id, admin.email)).map((mail) => mail.subject);
  return { tenant, admin, provider, endIn, subjects };
}

test("each warning is mailed once, at 60, 30 and 7 days and at the end", async () => {
  const { tenant, endIn, subjects } = await ending(61);
  const counts = [];
  for (const days of [61, 59.9, 45, 29.9, 10, 6.9, 1, -0.1, -3]) {
    await endIn(days);
    await warnOfExpiringSecrets();
    await warnOfExpiringSecrets();
    counts.push((await subjects()).length);
  }
  expect(counts).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
  expect((await subjects()).at(-1)).toContain("ended");
  const events = (await eventsOf(tenant.id)).filter(
    (e) => e.action === "identity_provider.warn_expiry",
  );
  expect(events.map((event) => event.after)).toMatchObject(
    [60, 30, 7, 0].map((days) => ({ days })),
  );
});

test("a secret that is being replaced is not warned of", async () => {
  const { tenant, provider, subjects } = await ending(5);
  await rotateProviderSecret(asOperator(tenant.id), {
    provider: provider.id,
    clientSecret: "new secret",
  });
  await warnOfExpiringSecrets();
  expect(await subjects()).toEqual([]);
});

test("the board shows every tenant's ending secrets, the nearest first, to operators only", async () => {
  const [far, near] = [await ending(400), await ending(3)];
  await ending(59);
  const { items, total } = await listSecretExpiries(asOperator(), { withinDays: 60, count: true });
  const slugs = items.map((item) => item.tenant.slug);
  expect(slugs).not.toContain(far.tenant.slug);
  expect(items.find((item) => item.tenant.slug === near.tenant.slug)).toMatchObject({ warning: 7 });
  expect(total?.value).toBe(items.length);
  const gone = await ending(-2);
  const ended = await listSecretExpiries(asOperator(), { withinDays: 0 });
  expect(ended.items.map((item) => item.warning)).toEqual(ended.items.map(() => 0));
  expect(ended.items.map((item) => item.tenant.slug)).toContain(gone.tenant.slug);
  const ends = items.map((item) => item.expiresAt ?? "");
  expect(ends).toEqual(ends.toSorted());
  const search = far.tenant.slug;
  expect((await listSecretExpiries(asOperator(), { search })).items).toMatchObject([
    { warning: null },
  ]);
  await expect(listSecretExpiries(asRole("admin", near.tenant.id), {})).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("operators count the secrets in use that ended or end within 7 days, and nobody else", async () => {
  const before = await countEndingSecrets(asOperator(), {});
  await ending(8);
  const soon = await ending(6);
  const over = await ending(-1);
  expect(await countEndingSecrets(asOperator(), {})).toBe(before + 2);
  await database()
    .update(identityProviders)
    .set({ enabled: false })
    .where(eq(identityProviders.tenantId, soon.tenant.id));
  expect(await countEndingSecrets(asOperator(), {})).toBe(before + 1);
  await updateTenant(asOperator(over.tenant.id), { status: "suspended" });
  expect(await countEndingSecrets(asOperator(), {})).toBe(before);
  await expect(countEndingSecrets(asRole("admin", soon.tenant.id), {})).rejects.toMatchObject({
    code: "forbidden",
  });
});
