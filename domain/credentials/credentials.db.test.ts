import { expect, test } from "vitest";
import { invalidateLocally } from "#db/channel.ts";
import { connection } from "#db/client.ts";
import { withOwnDatabase } from "#db/test-connection.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { permissions } from "#domain/kernel/permissions.ts";
import { asOperator, asRole, eventsOf, newTenant } from "#domain/testing/contexts.ts";
import { sha256 } from "#platform/hash.ts";
import { authenticateCredential } from "./authenticate.ts";
import { createPlatformCredential } from "./create-platform.ts";
import { newServiceToken } from "./token.ts";

withOwnDatabase();

test("the platform's credential may do everything, and is stored by its hash alone", async () => {
  const { secret } = await createPlatformCredential(asOperator(), {});
  expect(await authenticateCredential(secret.reveal())).toMatchObject({
    kind: "credential",
    tenantId: PLATFORM_TENANT_ID,
    permissions: new Set(permissions),
  });
  const rows = await connection().sql`select c::text as text, secret_hash from credentials c`;
  expect(rows.map((row) => row["secret_hash"])).toEqual([sha256(secret.reveal())]);
  expect(JSON.stringify([rows, await eventsOf(PLATFORM_TENANT_ID)])).not.toContain(
    secret.reveal().slice(4),
  );
});

test("a new one replaces the old one, which stops at once although it was cached", async () => {
  const { secret: old } = await createPlatformCredential(asOperator(), {});
  expect(await authenticateCredential(old.reveal())).not.toBeNull();
  const { secret: next } = await createPlatformCredential(asOperator(), {});
  expect(await authenticateCredential(old.reveal())).toBeNull();
  expect(await authenticateCredential(next.reveal())).not.toBeNull();
  invalidateLocally("everything");
  expect(await authenticateCredential(old.reveal())).toBeNull();
  const event = (await eventsOf(PLATFORM_TENANT_ID)).at(-1);
  expect(event).toMatchObject({ action: "credential.create", after: { type: "svc" } });
});

test("a token of the right shape that nobody was given is nobody's", async () => {
  expect(await authenticateCredential(newServiceToken(PLATFORM_TENANT_ID).reveal())).toBeNull();
  expect(await authenticateCredential("svc_made-up")).toBeNull();
});

test("nobody makes the platform's credential from within a tenant", async () => {
  const { id } = await newTenant();
  for (const ctx of [asOperator(id), asRole("admin", id)]) {
    await expect(createPlatformCredential(ctx, {})).rejects.toMatchObject({ code: "forbidden" });
  }
});
