import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { withOwnDatabase } from "#db/test-connection.ts";
import { problemObject } from "./objects.ts";
import { newSsoClientObject, oneSsoClientObject, ssoClientObject } from "./sso-clients.ts";
import { withApi } from "./test-api.ts";

withOwnDatabase();
const api = withApi();

const body = { name: "Wiki", redirectUris: ["https://app.example/callback"] };

async function newTenant(): Promise<string> {
  const slug = `sso-${randomUUID()}`;
  await api("POST", "/v1/tenants", { body: { slug, name: "Rest" } });
  return slug;
}

describe.each([
  ["by the tenant's slug", async () => `/v1/tenants/${await newTenant()}/sso-clients`],
  ["of the caller's own tenant", async () => "/v1/sso/clients"],
])("%s", (_, addressOf) => {
  test("a client from creation to removal", async () => {
    const many = await addressOf();
    const created = await api("POST", many, { body: { ...body, tags: ["ops"] } });
    expect(created.status).toBe(201);
    const { clientSecret, ...client } = newSsoClientObject.parse(created.json);
    expect(clientSecret).toMatch(/^[\w-]{43}$/);
    const one = `${many}/${client.clientId}`;
    const { secrets, ...got } = oneSsoClientObject.parse((await api("GET", one)).json);
    expect(got).toEqual(client);
    expect(secrets).toHaveLength(1);
    const listed = await api("GET", `${many}?search=${client.clientId}`);
    expect(listed.json).toMatchObject({ items: [client], nextCursor: null });
    const version = String(created.headers["etag"]).slice(1, -1);
    const changed = await api("PATCH", one, { body: { enabled: false, version } });
    expect(ssoClientObject.parse(changed.json)).toMatchObject({ enabled: false });
    const other = await api("PATCH", one, { body: { name: "Wiki 2", version } });
    expect(other.json).toMatchObject({ name: "Wiki 2", enabled: false });
    const late = await api("PATCH", one, { body: { name: "Late", version } });
    expect(late.status).toBe(409);
    expect(late.json.stale.changed).toEqual([{ field: "name", theirs: "Wiki 2", touched: true }]);
    const rotated = await api("POST", `${one}/rotate-secret`);
    const next = newSsoClientObject.parse(rotated.json).clientSecret;
    expect(next).not.toBe(clientSecret);
    expect((await api("POST", `${one}/rotate-secret`)).status).toBe(409);
    expect((await api("POST", `${one}/retire-secret`)).status).toBe(200);
    for (const answer of [await api("GET", one), await api("GET", many), changed, listed]) {
      expect(answer.body).not.toContain(clientSecret);
      expect(answer.body).not.toContain(next);
      expect(answer.body).not.toMatch(/clientSecret|hash/);
    }
    expect(await api("DELETE", one)).toMatchObject({ status: 204, body: "" });
    expect((await api("GET", one)).status).toBe(404);
  });

  test.each([
    [
      "a fragment in the second line",
      { ...body, redirectUris: [...body.redirectUris, "https://b.example/#x"] },
      "redirectUris.1",
    ],
    [
      "redirect URIs that are no list",
      { ...body, redirectUris: "https://a.example" },
      "redirectUris",
    ],
    ["a line that is no text", { ...body, redirectUris: [5] }, "redirectUris.0"],
    ["a secret of the caller's own", { ...body, clientSecret: "x" }, "clientSecret"],
    ["a client id of the caller's own", { ...body, clientId: "x" }, "clientId"],
    ["no name", { redirectUris: body.redirectUris }, "name"],
  ])("refuses %s and names the field", async (_name, wrong, field) => {
    const answer = await api("POST", await addressOf(), { body: wrong });
    expect(answer.status).toBe(400);
    expect(Object.keys(problemObject.parse(answer.json).errors)).toEqual([field]);
  });

  test("the type of a client cannot be changed, and its address stands for no other client", async () => {
    const many = await addressOf();
    const { clientId } = newSsoClientObject.parse((await api("POST", many, { body })).json);
    const one = `${many}/${clientId}`;
    expect((await api("PATCH", one, { body: { type: "public" } })).status).toBe(400);
    expect((await api("PATCH", one, { body: { clientId: "gh_other" } })).json).toMatchObject({
      clientId,
    });
    await api("DELETE", one);
  });
});

test("another tenant's client answers as one that does not exist", async () => {
  const [mine, other] = [await newTenant(), await newTenant()];
  const created = await api("POST", `/v1/tenants/${mine}/sso-clients`, { body });
  const foreign = await api("GET", `/v1/tenants/${other}/sso-clients/${created.json.clientId}`);
  const missing = await api("GET", `/v1/tenants/${other}/sso-clients/gh_nothing`);
  expect(foreign.status).toBe(404);
  expect({ ...foreign.json, requestId: "" }).toEqual({ ...missing.json, requestId: "" });
});
