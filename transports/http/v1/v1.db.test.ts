import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { withOwnDatabase } from "#db/test-connection.ts";
import {
  domainObject,
  problemObject,
  providerObject,
  tenantObject,
  userObject,
} from "./objects.ts";
import { v1Routes } from "./routes.ts";
import { withApi } from "./test-api.ts";

withOwnDatabase();
const api = withApi();

async function newTenant(): Promise<string> {
  const slug = `rest-${randomUUID()}`;
  const created = await api("POST", "/v1/tenants", { body: { slug, name: "Rest" } });
  expect(created.status).toBe(201);
  return slug;
}

describe("without a valid credential", () => {
  test.each([
    ["none", { authorization: "" }],
    ["another scheme", { authorization: "Basic YTpi" }],
    ["no service token", { authorization: "Bearer svc_nonsense" }],
    ["a token with a wrong checksum", { authorization: `Bearer svc_${"A".repeat(70)}` }],
  ])("%s: 401 for addresses that exist and for those that do not", async (_, headers) => {
    for (const path of ["/v1/tenants", "/v1/tenants/x/users", "/v1/nothing", "/v1/whoami"]) {
      const answer = await api("GET", path, { headers });
      expect(answer.status).toBe(401);
      expect(answer.headers["www-authenticate"]).toBe("Bearer");
      expect(problemObject.parse(answer.json)).toMatchObject({ code: "unauthenticated" });
    }
  });

  test("the description is open, and names every address", async () => {
    const { status, json } = await api("GET", "/v1/openapi.json", {
      headers: { authorization: "" },
    });
    expect(status).toBe(200);
    for (const { path, method } of v1Routes) expect(json.paths[path]).toHaveProperty(method);
  });
});

describe("every noun, from creation to removal", () => {
  test("a tenant", async () => {
    const slug = await newTenant();
    const at = `/v1/tenants/${slug}`;
    expect(tenantObject.parse((await api("GET", at)).json)).toMatchObject({
      slug,
      status: "active",
    });
    expect((await api("POST", "/v1/tenants", { body: { slug, name: "x" } })).status).toBe(409);
    const renamed = await api("PATCH", at, { body: { name: "Renamed", status: "suspended" } });
    expect(renamed.json).toMatchObject({ name: "Renamed", status: "suspended" });
    expect(await api("DELETE", at)).toMatchObject({ status: 204, body: "" });
    expect((await api("GET", at)).status).toBe(404);
  });

  test("a login domain", async () => {
    const slug = await newTenant();
    const many = `/v1/tenants/${slug}/domains`;
    const domain = `${slug}.com`;
    const added = await api("POST", many, { body: { domain } });
    expect(added.status).toBe(201);
    expect(domainObject.parse(added.json)).toMatchObject({
      status: "pending",
      challenge: { host: `_gatehouse-challenge.${domain}` },
    });
    expect((await api("POST", many, { body: { domain } })).status).toBe(409);
    expect((await api("POST", `${many}/${domain}/deactivate`)).json).toMatchObject({
      active: false,
    });
    expect((await api("POST", `${many}/${domain}/activate`)).json).toMatchObject({ active: true });
    const wider = await api("PATCH", `${many}/${domain}`, { body: { wildcard: true } });
    expect(wider.json).toMatchObject({ wildcard: true });
    expect((await api("DELETE", `${many}/${domain}`)).status).toBe(204);
    const body = { domain, vouch: "a customer of ten years" };
    expect((await api("POST", many, { body })).json).toMatchObject({
      status: "verified",
      verifiedBy: "vouch",
      challenge: null,
    });
    const page = await api("GET", many);
    expect(page.json).toMatchObject({ items: [{ domain }], nextCursor: null });
  });

  test("a provider, whose secret stands in no answer and in no event", async () => {
    const slug = await newTenant();
    const many = `/v1/tenants/${slug}/providers`;
    const canary = `canary-${randomUUID()}`;
    const body = { clientId: "client", clientSecret: canary };
    const set = await api("PUT", `${many}/google`, { body });
    expect(providerObject.parse(set.json)).toMatchObject({
      kind: "google",
      ready: true,
      reasons: [],
    });
    const rotation = { clientSecret: `${canary}-2`, secretExpiresAt: "2099-01-01T00:00:00Z" };
    const rotated = await api("POST", `${many}/google/rotate-secret`, { body: rotation });
    expect(rotated.json).toMatchObject({ liveSecrets: 2 });
    const retired = await api("POST", `${many}/google/retire-old-secret`);
    expect(retired.json).toMatchObject({ liveSecrets: 1 });
    const listed = await api("GET", many);
    const events = await api("GET", `/v1/tenants/${slug}/audit-events`);
    expect((await api("DELETE", `${many}/google`)).status).toBe(204);
    for (const { body: seen } of [set, rotated, retired, listed, events]) {
      expect(seen).not.toContain(canary);
    }
    expect((await api("PUT", `${many}/yahoo`, { body })).status).toBe(400);
  });

  test("a user", async () => {
    const slug = await newTenant();
    const many = `/v1/tenants/${slug}/users`;
    const email = `ada@${slug}.com`;
    const body = { email, name: "Ada", roles: ["admin"], password: "a long and quiet sentence" };
    const created = await api("POST", many, { body });
    expect(created.status).toBe(201);
    const { id } = userObject.parse(created.json);
    expect((await api("POST", many, { body })).status).toBe(409);
    expect((await api("POST", `${many}/${id}/suspend`)).json).toMatchObject({
      status: "suspended",
    });
    expect((await api("POST", `${many}/${id}/restore`)).json).toMatchObject({ status: "active" });
    expect((await api("GET", `${many}/${id}`)).json).toEqual(created.json);
    expect((await api("DELETE", `${many}/${id}`)).status).toBe(204);
    expect((await api("GET", `${many}/${id}`)).status).toBe(404);
  });

  test("a tenant's object is not found in another tenant", async () => {
    const [mine, other] = [await newTenant(), await newTenant()];
    const body = { email: `bob@${mine}.com`, name: "Bob" };
    const { id } = userObject.parse(
      (await api("POST", `/v1/tenants/${mine}/users`, { body })).json,
    );
    const missing = await api("GET", `/v1/tenants/${other}/users/${randomUUID()}`);
    const foreign = await api("GET", `/v1/tenants/${other}/users/${id}`);
    expect(foreign.status).toBe(404);
    expect({ ...foreign.json, requestId: "" }).toEqual({ ...missing.json, requestId: "" });
  });
});

describe("lists", () => {
  test("pages hold every item once, in order, and filters hold across them", async () => {
    const slug = await newTenant();
    for (const name of ["c", "a", "e", "b", "d"]) {
      await api("POST", `/v1/tenants/${slug}/domains`, { body: { domain: `${name}.${slug}.com` } });
    }
    const seen: string[] = [];
    const actions = new Set<string>();
    for (let cursor = ""; ; ) {
      const query = `limit=2&action=login_domain.create${cursor && `&cursor=${cursor}`}`;
      const { json } = await api("GET", `/v1/tenants/${slug}/audit-events?${query}`);
      for (const event of json.items) {
        seen.push(event.target.name);
        actions.add(event.action);
      }
      if (json.nextCursor === null) break;
      cursor = json.nextCursor;
    }
    expect(seen).toEqual(["d", "b", "e", "a", "c"].map((name) => `${name}.${slug}.com`));
    expect([...actions]).toEqual(["login_domain.create"]);
  });

  test("what explain answers is what the address would be offered", async () => {
    const slug = await newTenant();
    const body = { domain: `${slug}.com`, vouch: "for a test" };
    await api("POST", `/v1/tenants/${slug}/domains`, { body });
    const client = { clientId: "c", clientSecret: "s" };
    await api("PUT", `/v1/tenants/${slug}/providers/google`, { body: client });
    const { json } = await api("GET", `/v1/explain?email=ann@${slug}.com`);
    expect(json).toMatchObject({ domain: `${slug}.com`, answer: ["google"] });
  });
});

describe("bad input is answered with a problem that names it, never with a 500", () => {
  const tenants = "/v1/tenants";
  test.each([
    ["malformed JSON", "POST", tenants, { text: '{"slug":' }, 400],
    ["JSON that is no object", "POST", tenants, { text: "[1]" }, 400],
    ["null", "POST", tenants, { text: "null" }, 400],
    ["no body where fields are needed", "POST", tenants, {}, 400],
    ["fields of a wrong type", "POST", tenants, { body: { slug: 5, name: {} } }, 400],
    ["a misspelt field", "POST", tenants, { body: { slug: "ab", name: "x", vuoch: "y" } }, 400],
    ["a NUL", "GET", "/v1/tenants/a%00b", {}, 404],
    ["an address that is no UTF-8", "GET", "/v1/tenants/%ff", {}, 404],
    ["no user id", "GET", "/v1/tenants/platform/users/1", {}, 400],
    ["a form", "POST", tenants, { text: "a=b", headers: { "content-type": "text/plain" } }, 415],
    ["1.5 MB", "POST", tenants, { text: `"${"a".repeat(1_500_000)}"` }, 413],
    ["a parameter twice", "GET", `${tenants}?limit=1&limit=2`, {}, 400],
    ["a misspelt parameter", "GET", `${tenants}?limt=1`, {}, 400],
    ["a limit of 0", "GET", `${tenants}?limit=0`, {}, 400],
    ["a limit of 101", "GET", `${tenants}?limit=101`, {}, 400],
    ["a cursor of nobody's", "GET", `${tenants}?cursor=abc`, {}, 400],
    ["a cursor with a NUL in it", "GET", `${tenants}?cursor=WyJcdTAwMDAiXQ`, {}, 400],
    ["a method without meaning", "PUT", tenants, {}, 405],
    ["a prototype", "POST", tenants, { text: '{"__proto__":{"slug":"ab"},"name":"x"}' }, 400],
  ])("%s", async (_, method, path, call, status) => {
    const answer = await api(method, path, call);
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(problemObject.parse(answer.json).requestId).toBe(answer.headers["x-request-id"]);
  });

  test("a method without meaning is told which have one", async () => {
    const { headers } = await api("DELETE", tenants);
    expect(headers.allow).toBe("GET, POST");
  });

  test("the problem names each field", async () => {
    const { json } = await api("POST", tenants, { body: { slug: "-", name: "" } });
    expect(Object.keys(json.errors).sort()).toEqual(["name", "slug"]);
  });
});

/** As a program reads it: without the quotes. */
function etag({ headers }: { headers: Readonly<Record<string, unknown>> }): string {
  return String(headers["etag"]).slice(1, -1);
}

test("a PATCH with a stale version answers 409 with what was saved; without one it wins", async () => {
  const slug = `stale-${randomUUID()}`;
  await api("POST", "/v1/tenants", { body: { slug, name: "First" } });
  const at = `/v1/tenants/${slug}`;
  const version = etag(await api("GET", at));
  const second = await api("PATCH", at, { body: { name: "Second", version } });
  expect(second).toMatchObject({ status: 200, json: { name: "Second" } });
  expect(etag(second)).not.toBe(version);

  const late = await api("PATCH", at, { body: { name: "Third", version } });
  expect(late.status).toBe(409);
  expect(problemObject.parse(late.json)).toMatchObject({
    code: "conflict",
    errors: { name: expect.any(String) },
    stale: {
      version: etag(second),
      changed: [{ field: "name", theirs: "Second", touched: true }],
    },
  });
  const over = { name: "Third", version: etag(second) };
  expect((await api("PATCH", at, { body: over })).status).toBe(200);
  expect((await api("PATCH", at, { body: { name: "Fourth" } })).status).toBe(200);
});

test("the version stands in the ETag: the objects are what they were", async () => {
  const slug = `stale-${randomUUID()}`;
  const created = await api("POST", "/v1/tenants", { body: { slug, name: "First" } });
  expect((await api("GET", `/v1/tenants/${slug}`)).json).toEqual(created.json);
});

test("the description says that an update takes a version, and that one object has one", async () => {
  const { json } = await api("GET", "/v1/openapi.json");
  for (const path of ["", "/users/{id}", "/domains/{domain}"]) {
    const { get, patch } = json.paths[`/v1/tenants/{slug}${path}`];
    const input = patch.requestBody.content["application/json"].schema.properties;
    expect(input).toHaveProperty("version");
    expect(get.responses["200"].headers).toHaveProperty("ETag");
  }
});
