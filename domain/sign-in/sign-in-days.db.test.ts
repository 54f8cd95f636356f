import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { withOwnDatabase } from "#db/test-connection.ts";
import { newTenant } from "#domain/testing/contexts.ts";
import { countSignInDays, readSignInDays } from "./sign-in-days.ts";

withOwnDatabase();

async function addSignIn(tenantId: string, more: object = {}) {
  await database()
    .insert(auditEvents)
    .values({
      tenantId,
      id: randomUUID(),
      action: "sign_in.provider",
      actorKind: "system",
      actorId: "",
      actorName: "",
      targetKind: "user",
      targetId: "",
      targetName: "",
      outcome: "success",
      after: { method: "google" },
      requestId: "",
      address: "",
      userAgent: "",
      ...more,
    });
}

test("days that are over are counted once, and read the same as from the log", async () => {
  const [tenant, other] = [await newTenant(), await newTenant()];
  await addSignIn(tenant.id);
  await addSignIn(tenant.id, { outcome: "failure" });
  await addSignIn(other.id);
  const live = await readSignInDays(database(), tenant.id);
  expect(live.at(-1)).toMatchObject({ signIns: { google: 1 }, failures: 1 });

  expect(await countSignInDays()).toBe(29);
  expect(await readSignInDays(database(), tenant.id)).toEqual(live);

  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const counted = await Promise.all([countSignInDays(tomorrow), countSignInDays(tomorrow)]);
  expect(counted.toSorted()).toEqual([0, 1]);
  expect(await readSignInDays(database(), tenant.id)).toEqual(live);
  await addSignIn(tenant.id);
  expect(await readSignInDays(database(), tenant.id)).toEqual(live);
  expect(await countSignInDays(tomorrow)).toBe(0);
});
