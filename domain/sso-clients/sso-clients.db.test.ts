import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { ssoClientIds, ssoClientSecrets, ssoClients } from "#db/schema/sso-clients.ts";
import { withDatabase } from "#db/test-connection.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import { asOperator, asRole, eventsOf, newTenant } from "#domain/testing/contexts.ts";
import { sha256 } from "#platform/hash.ts";
import { createSsoClient } from "./create.ts";
import { deleteSsoClient } from "./delete.ts";
import { findByClientId } from "./find-by-client-id.ts";
import { getSsoClient } from "./get.ts";
import { listSsoClients } from "./list.ts";
import { noteSsoClientUse } from "./note-use.ts";
import { retireSsoClientSecret } from "./retire-secret.ts";
import { rotateSsoClientSecret } from "./rotate-secret.ts";
import { updateSsoClient } from "./update.ts";

withDatabase();

const redirectUris = ["https://app.example/callback"];

async function newClient(more: Partial<Parameters<typeof createSsoClient>[1]> = {}) {
  const { id } = await newTenant();
  const ctx = asRole("admin", id);
  const made = await createSsoClient(ctx, { name: "Wiki", redirectUris, ...more });
  return { ctx, tenantId: id, secret: made.clientSecret?.reveal() ?? "", client: made.client };
}

const fieldsOf = (work: Promise<unknown>) =>
  work.then(
    () => "succeeded",
    (error: { code: string; fields: object }) => ({ code: error.code, ...error.fields }),
  );

describe("creating", () => {
  test("gives an id and a secret of which only the hash is kept, and logs what was chosen", async () => {
    const { client, secret, tenantId } = await newClient({ tags: ["internal"] });
    expect(client).toMatchObject({
      type: "confidential",
      grantTypes: ["authorization_code", "refresh_token"],
      scopes: ["openid", "profile", "email", "offline_access"],
      tokenFormat: "RS256",
      requiredAal: 1,
      enabled: true,
    });
    expect(client.clientId).toMatch(/^gh_[0-9A-Za-z]{22}$/);
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    const found = await findByClientId(client.clientId);
    expect(found?.secretHashes).toEqual([sha256(secret)]);
    const [created] = (await eventsOf(tenantId)).filter((e) => e.action === "sso_client.create");
    expect(created?.after).toMatchObject({ name: "Wiki", redirectUris, tags: ["internal"] });
    const stored = await database()
      .select({ all: sql<string>`to_jsonb(c)::text || to_jsonb(s)::text` })
      .from(sql`${ssoClients} c join ${ssoClientSecrets} s on s.sso_client_id = c.id`)
      .where(sql`c.id = ${client.id}`);
    expect(JSON.stringify([stored, await eventsOf(tenantId)])).not.toContain(secret);
  });

  test("a public client has no secret", async () => {
    const { client, secret } = await newClient({
      type: "public",
      redirectUris: ["com.example.app:/cb"],
    });
    expect(client).toMatchObject({ authMethod: "none", applicationType: "native" });
    expect(secret).toBe("");
  });

  test("names each line that is wrong by its place, and saves nothing", async () => {
    const { id } = await newTenant();
    const lines = ["https://a.example/cb", "https://b.example/cb#x", "https://a.example/cb"];
    const ctx = asRole("admin", id);
    expect(await fieldsOf(createSsoClient(ctx, { name: "x", redirectUris: lines }))).toEqual({
      code: "invalid",
      "redirectUris.1": "A redirect URI has no fragment: leave out the # and what follows.",
      "redirectUris.2": "This line stands here twice.",
    });
    expect((await listSsoClients(ctx, {})).items).toEqual([]);
  });

  test.each([
    ["no redirect URI", { redirectUris: [] }, "redirectUris"],
    [
      "21 of them",
      { redirectUris: Array.from({ length: 21 }, (_, i) => `https://a.example/${i}`) },
      "redirectUris",
    ],
    [
      "an app's scheme for a client with a secret",
      { redirectUris: ["com.example.app:/cb"] },
      "redirectUris.0",
    ],
    [
      "client credentials without a secret",
      { type: "public", grantTypes: ["authorization_code", "client_credentials"] },
      "grantTypes",
    ],
    ["refresh alone", { grantTypes: ["refresh_token"] }, "grantTypes"],
    ["no authentication", { authMethod: "none" }, "authMethod"],
    [
      "a public client that authenticates",
      { type: "public", authMethod: "client_secret_basic" },
      "authMethod",
    ],
    ["a signed assertion without keys", { authMethod: "private_key_jwt" }, "jwks"],
    [
      "a private key",
      { authMethod: "private_key_jwt", jwks: { keys: [{ kty: "EC", d: "AA" }] } },
      "jwks",
    ],
    [
      "a symmetric key",
      { authMethod: "private_key_jwt", jwks: { keys: [{ kty: "oct", k: "AA" }] } },
      "jwks",
    ],
    [
      "a certificate that is not there",
      { authMethod: "self_signed_tls_client_auth", jwks: { keys: [{ kty: "EC" }] } },
      "jwks",
    ],
    ["no subject", { authMethod: "tls_client_auth" }, "tlsSubjectDn"],
    [
      "keys and their address",
      {
        authMethod: "private_key_jwt",
        jwks: { keys: [{ kty: "EC" }] },
        jwksUri: "https://a.example/jwks",
      },
      "jwksUri",
    ],
    [
      "a logout address that is none",
      { backchannelLogoutUri: "javascript:alert(1)" },
      "backchannelLogoutUri",
    ],
    [
      "a front-channel address that is none",
      { frontchannelLogoutUri: "http://a.example/" },
      "frontchannelLogoutUri",
    ],
    ["a scope of two words", { scopes: ["openid email"] }, "scopes.0"],
    ["a NUL in a name", { name: "a\u0000b" }, "name"],
    ["level 3", { requiredAal: 3 }, "requiredAal"],
  ])("refuses %s", async (_, more, field) => {
    const { id } = await newTenant();
    const input = { name: "x", redirectUris, ...more } as Parameters<typeof createSsoClient>[1];
    expect(await fieldsOf(createSsoClient(asRole("admin", id), input))).toMatchObject({
      code: "invalid",
      [field]: expect.any(String),
    });
  });
});

describe("changing", () => {
  test("keeps what was left out, and logs old and new values", async () => {
    const { ctx, client, tenantId } = await newClient();
    const changed = await updateSsoClient(ctx, { clientId: client.clientId, enabled: false });
    expect(changed).toMatchObject({
      ...client,
      enabled: false,
      version: changed.version,
      updatedAt: changed.updatedAt,
    });
    const event = (await eventsOf(tenantId)).find((e) => e.action === "sso_client.update");
    expect(event).toMatchObject({ before: { enabled: true }, after: { enabled: false } });
    expect((await findByClientId(client.clientId))?.enabled).toBe(false);
  });

  test("the later of two saves is told what they saved, and nothing is lost", async () => {
    const { ctx, client } = await newClient();
    const { clientId, version } = client;
    await updateSsoClient(ctx, { clientId, version, name: "Wiki of Ann" });
    await updateSsoClient(ctx, { clientId, version, tokenFormat: "ES256" });
    const late = updateSsoClient(ctx, { clientId, version, name: "Wiki of Bob" });
    await expect(late).rejects.toMatchObject({
      code: "conflict",
      stale: { changed: [{ field: "name", theirs: "Wiki of Ann", touched: true }] },
    });
    expect(await getSsoClient(ctx, { clientId })).toMatchObject({
      name: "Wiki of Ann",
      tokenFormat: "ES256",
    });
  });

  test("of many saves of one version exactly one wins", async () => {
    const { ctx, client } = await newClient();
    const { clientId, version } = client;
    // Every connection stands before the first save, or one would be through before the next begins.
    const warm = () => database().execute(sql`select pg_sleep(0.1)`);
    await Promise.all(Array.from({ length: 6 }, warm));
    const saves = Array.from({ length: 20 }, (_, i) =>
      fieldsOf(updateSsoClient(ctx, { clientId, version, name: `Wiki ${i}` })),
    );
    const outcomes = await Promise.all(saves);
    expect(outcomes.filter((outcome) => outcome === "succeeded")).toHaveLength(1);
  });

  test("is held to the same rules as creating", async () => {
    const { ctx, client } = await newClient();
    const { clientId } = client;
    expect(
      await fieldsOf(updateSsoClient(ctx, { clientId, redirectUris: ["com.example.app:/cb"] })),
    ).toMatchObject({ code: "invalid", "redirectUris.0": expect.any(String) });
  });

  test("a client that stops using a secret loses its secrets", async () => {
    const { ctx, client } = await newClient();
    const { clientId } = client;
    await updateSsoClient(ctx, {
      clientId,
      authMethod: "tls_client_auth",
      tlsSubjectDn: "CN=wiki",
    });
    await updateSsoClient(ctx, { clientId, authMethod: "client_secret_basic" });
    expect((await findByClientId(clientId))?.secretHashes).toEqual([]);
  });
});

describe("secrets", () => {
  test("rotating leaves both working until the old one is retired", async () => {
    const { ctx, client, secret } = await newClient();
    const { clientId } = client;
    const next = (await rotateSsoClientSecret(ctx, { clientId })).clientSecret.reveal();
    expect((await findByClientId(clientId))?.secretHashes).toEqual([sha256(next), sha256(secret)]);
    expect(await fieldsOf(rotateSsoClientSecret(ctx, { clientId }))).toEqual({ code: "conflict" });
    await retireSsoClientSecret(ctx, { clientId });
    expect((await findByClientId(clientId))?.secretHashes).toEqual([sha256(next)]);
    expect(await fieldsOf(retireSsoClientSecret(ctx, { clientId }))).toEqual({ code: "conflict" });
  });

  test("an overlap ends by the database's clock, and none ends at once", async () => {
    const { ctx, client } = await newClient();
    const { clientId } = client;
    await rotateSsoClientSecret(ctx, { clientId, overlapHours: 24 });
    const [newest, old] = (await getSsoClient(ctx, { clientId })).secrets;
    expect(newest?.retiresAt).toBeNull();
    expect(Date.parse(old?.retiresAt ?? "") - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    await database()
      .update(ssoClientSecrets)
      .set({ retiresAt: sql`now() - interval '1 second'` })
      .where(
        sql`${ssoClientSecrets.ssoClientId} = ${client.id} and ${ssoClientSecrets.retiresAt} is not null`,
      );
    expect((await findByClientId(clientId))?.secretHashes).toHaveLength(1);
    const last = (await rotateSsoClientSecret(ctx, { clientId, overlapHours: 0 })).clientSecret;
    expect((await findByClientId(clientId))?.secretHashes).toEqual([last.hash()]);
  });

  test("a client without a secret cannot rotate one", async () => {
    const { ctx, client } = await newClient({ type: "public" });
    const { clientId } = client;
    expect(await fieldsOf(rotateSsoClientSecret(ctx, { clientId }))).toEqual({ code: "conflict" });
  });
});

describe("finding", () => {
  test("a list is searched, filtered and sorted within its tenant", async () => {
    const { ctx } = await newClient({ name: "Grafana", tags: ["ops"] });
    await createSsoClient(ctx, { name: "GitLab", redirectUris, enabled: false });
    await createSsoClient(ctx, {
      name: "Phone app",
      type: "public",
      redirectUris: ["com.example.app:/cb"],
    });
    const names = async (input: Parameters<typeof listSsoClients>[1]) =>
      (await listSsoClients(ctx, input)).items.map((item) => item.name);
    expect(await names({})).toEqual(["GitLab", "Grafana", "Phone app"]);
    expect(await names({ search: "g", sort: "-name" })).toEqual(["Grafana", "GitLab"]);
    expect(await names({ enabled: "false" })).toEqual(["GitLab"]);
    expect(await names({ type: "public" })).toEqual(["Phone app"]);
    expect(await names({ tag: "ops" })).toEqual(["Grafana"]);
  });

  test("another tenant's client is not found, by whichever id", async () => {
    const { client } = await newClient();
    const stranger = asRole("admin", (await newTenant()).id);
    for (const clientId of [client.clientId, client.id, randomUUID(), "gh_nothing"]) {
      for (const work of [getSsoClient, deleteSsoClient, rotateSsoClientSecret, updateSsoClient]) {
        expect(await fieldsOf(work(stranger, { clientId }))).toEqual({ code: "not_found" });
      }
    }
    expect((await listSsoClients(stranger, {})).items).toEqual([]);
  });

  test("by client id, with the status of its tenant, and never for a text that is none", async () => {
    const { client, tenantId } = await newClient();
    const status = { status: "suspended", reason: "for a test" } as const;
    await updateTenant(asOperator(tenantId), status);
    expect((await findByClientId(client.clientId))?.tenant.status).toBe("suspended");
    for (const text of ["", "gh_nothing", "\u0000", "a".repeat(10_000), client.id]) {
      expect(await findByClientId(text)).toBeNull();
    }
  });
});

test("deleting forgets secrets and the id, and logs what it was", async () => {
  const { ctx, client, tenantId } = await newClient();
  const { clientId } = client;
  await deleteSsoClient(ctx, { clientId });
  expect(await findByClientId(clientId)).toBeNull();
  const ids = database().select().from(ssoClientIds).where(eq(ssoClientIds.clientId, clientId));
  expect(await ids).toEqual([]);
  expect((await eventsOf(tenantId)).at(-1)).toMatchObject({
    action: "sso_client.delete",
    before: { clientId, name: "Wiki" },
  });
});

test("who used a client last is noted, once a minute", async () => {
  const { ctx, client, tenantId } = await newClient();
  const { clientId, id } = client;
  await noteSsoClientUse({ tenantId, id }, null);
  const first = await getSsoClient(ctx, { clientId });
  expect(first).toMatchObject({
    lastUsedAt: expect.any(String),
    lastUsedBy: null,
    version: client.version,
  });
  await noteSsoClientUse({ tenantId, id }, "ann@app.example");
  expect((await getSsoClient(ctx, { clientId })).lastUsedBy).toBeNull();
  await database()
    .update(ssoClients)
    .set({ lastUsedAt: sql`now() - interval '2 minutes'` })
    .where(eq(ssoClients.id, id));
  await noteSsoClientUse({ tenantId, id }, "ann@app.example");
  expect((await getSsoClient(ctx, { clientId })).lastUsedBy).toBe("ann@app.example");
});
