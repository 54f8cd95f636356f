import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { type ConnectionTest, identityProviders } from "#db/schema/identity-providers.ts";
import { withOwnDatabase } from "#db/test-connection.ts";
import { asOperator, newTenant } from "#domain/testing/contexts.ts";
import { connectProvider } from "./connect.ts";
import { getProvider } from "./get.ts";
import { rotateProviderSecret } from "./rotate-secret.ts";
import { setProvider } from "./set.ts";

withOwnDatabase();

const google = { kind: "google", clientId: "the-client" } as const;
const passed: ConnectionTest = {
  at: "2026-11-20T00:00:00.000Z",
  ok: true,
  stage: "client",
  message: "It answers.",
};

async function connected() {
  const ctx = asOperator((await newTenant()).id);
  const { id } = await setProvider(ctx, { ...google, clientSecret: "one" });
  await database()
    .update(identityProviders)
    .set({ lastTest: passed })
    .where(eq(identityProviders.id, id));
  return { ctx, id };
}

test("a passed test outlives a switch, and no change of what was tested", async () => {
  const { ctx } = await connected();
  const off = await setProvider(ctx, { ...google, enabled: false });
  expect(off).toMatchObject({ enabled: false, lastTest: passed });
  expect(await setProvider(ctx, { ...google, clientSecret: "two" })).toMatchObject({
    lastTest: null,
  });
});

test("an end without a secret corrects that of the newest one, and null takes it away", async () => {
  const { ctx, id } = await connected();
  await rotateProviderSecret(ctx, { provider: id, clientSecret: "two" });
  const secretExpiresAt = "2031-01-31T23:59:59.000Z";
  expect(await setProvider(ctx, { ...google, secretExpiresAt })).toMatchObject({
    liveSecrets: 2,
    secretExpiresAt,
    lastTest: passed,
  });
  await setProvider(ctx, google);
  expect(await getProvider(ctx, { provider: id })).toMatchObject({ secretExpiresAt });
  expect(await setProvider(ctx, { ...google, secretExpiresAt: null })).toMatchObject({
    secretExpiresAt: null,
  });
});

test("a provider that is thought to be new replaces none", async () => {
  const ctx = asOperator((await newTenant()).id);
  // Without a directory there is nothing to test, so nothing leaves this machine.
  const input = { kind: "azure-ad", clientId: "first", clientSecret: "one", isNew: true } as const;
  expect(await connectProvider(ctx, input)).toMatchObject({
    clientId: "first",
    reasons: ["directory_missing"],
    lastTest: null,
  });
  await expect(connectProvider(ctx, { ...input, clientId: "second" })).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await getProvider(ctx, { provider: "azure-ad" })).toMatchObject({ clientId: "first" });
});
