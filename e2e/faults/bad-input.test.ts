import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Installation, record } from "#e2e/support/installation.ts";
import { newTenant, type TestTenant } from "#e2e/support/new-tenant.ts";
import { newAddress, signInByPassword, startFaultInstallation } from "./visitor.ts";

const discover = "/api/auth/msp/sso/discover";
const resolve = "/api/auth/msp/sso/resolve";
const nothing = `{"ok":true,"providers":[]}`;
const refused = `{"ok":false,"message":"We couldn't start that sign-in. Check your email and try again."}`;

let installation: Installation;
let tenant: TestTenant;

beforeAll(async () => {
  installation = await startFaultInstallation({ DISCOVERY_TTL_SECONDS: "2" });
  tenant = await newTenant(installation, { providers: ["oidc"] });
}, 120_000);
afterAll(() => installation.stop());

async function post(path: string, body: BodyInit, headers: Record<string, string> = {}) {
  const response = await fetch(`${installation.product.baseUrl}${path}`, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { "content-type": "application/json", "x-forwarded-for": newAddress(), ...headers },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function expectNeutral(body: BodyInit, headers: Record<string, string> = {}) {
  const found = await post(discover, body, headers);
  expect([found.status, found.text]).toEqual([200, nothing]);
  expect(found.headers.get("set-cookie")).toMatch(/^msp_sso_discovery=;.*Max-Age=0/);
  const started = await post(resolve, body, headers);
  expect([started.status, started.text]).toEqual([200, refused]);
  expect(started.headers.get("set-cookie")).toBeNull();
}

const bodyOf = (email: unknown) => JSON.stringify({ email, provider: "oidc" });

describe("discover and resolve answer neutrally, with 200", () => {
  const bodies: [string, string | Uint8Array<ArrayBuffer>][] = [
    ["no body", ""],
    ["half a document", `{"email":`],
    ["no object", `"a@b.example"`],
    ["null", "null"],
    ["a list", "[]"],
    ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0x00, 0x7b])],
    ["deep nesting", `{"email":${"[".repeat(20_000)}${"]".repeat(20_000)}}`],
    ["a prototype", `{"__proto__":{"email":"person1@acme.example"},"provider":"oidc"}`],
    ["1 MB", bodyOf(`${"x".repeat(1_000_000)}@acme.example`)],
    ["10,000 characters", bodyOf(`${"x".repeat(10_000)}@acme.example`)],
    ["10,000 labels", bodyOf(`a@${"a.".repeat(5_000)}example`)],
    ["an email that is a number", bodyOf(1)],
    ["an email that is an object", bodyOf({ toString: "x" })],
    ["two @", bodyOf("a@evil.example@acme.example")],
    ["a full-width @", bodyOf("a＠acme.example")],
    ["a NUL", bodyOf("a@acme.example\u0000")],
    ["a line break", bodyOf("a@acme.example\r\nSet-Cookie: x=y")],
    ["an address of numbers", bodyOf("a@127.0.0.1")],
    ["a broken A-label", bodyOf("a@xn--.example")],
  ];
  for (const [name, body] of bodies) test(name, () => expectNeutral(body));

  for (const type of [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "",
  ]) {
    test(`the content type "${type}"`, () =>
      expectNeutral(bodyOf(tenant.person.email), { "content-type": type }));
  }

  test("a letter of another alphabet in the domain, while the app fallback is open", async () => {
    const lookalike = tenant.person.email.replace("example", "ехample");
    const found = await post(discover, bodyOf(lookalike));
    expect(record(JSON.parse(found.text))["providers"]).not.toContain("oidc");
    expect((await post(resolve, bodyOf(lookalike))).text).toBe(refused);
  });

  test("a parameter given twice counts once, and as the last", async () => {
    const twice = `{"email":"${tenant.person.email}","email":"nobody@","provider":"oidc"}`;
    await expectNeutral(twice);
  });

  test("another site", () =>
    expectNeutral(bodyOf(tenant.person.email), { origin: "https://evil.example" }));
});

describe("resolve refuses a discovery cookie that is", () => {
  const cookieOf = async (email = tenant.person.email) => {
    const { headers } = await post(discover, bodyOf(email));
    return headers.get("set-cookie")?.split(";", 1)[0] ?? "";
  };
  const answer = async (cookie: string, email = tenant.person.email) => {
    const { status, text } = await post(resolve, bodyOf(email), {
      cookie,
      origin: installation.product.baseUrl,
    });
    expect(status).toBe(200);
    return text;
  };

  test("its own is accepted, also twice, as Back in a browser does", async () => {
    const cookie = await cookieOf();
    for (const _ of [1, 2]) expect(await answer(cookie)).toContain(`"ok":true`);
  });

  test("truncated, altered, signed by somebody else, of another domain, or expired", async () => {
    const cookie = await cookieOf();
    const other = await newTenant(installation, { providers: ["oidc"] });
    const [payload = "", signature = ""] = cookie.split(/\.(?=[^.]*$)/);
    const flipped = signature.startsWith("A") ? "B" : "A";
    for (const bad of [
      cookie.slice(0, -1),
      payload,
      `${payload}.`,
      `${payload}.${flipped}${signature.slice(1)}`,
      `${payload}x.${signature}`,
      "msp_sso_discovery=",
      `msp_sso_discovery=${"x".repeat(5_000)}`,
      "msp_sso_discovery=%E0%A4%A",
      `${cookie.replace("=", "=x")}; ${cookie}`,
    ]) {
      expect(await answer(bad), bad).toBe(refused);
    }
    expect(await answer(await cookieOf(other.person.email))).toBe(refused);
    await new Promise((done) => setTimeout(done, 3_100));
    expect(await answer(cookie)).toBe(refused);
  });

  test("none: never a tenant's own provider", async () => {
    expect(await answer("")).toBe(refused);
  });
});

describe("REST answers bad input with a problem document", () => {
  const call = (method: string, path: string, body: BodyInit | null, type = "application/json") =>
    fetch(`${installation.product.baseUrl}${path}`, {
      method,
      body,
      headers: { authorization: `Bearer ${installation.credential}`, "content-type": type },
      ...(body instanceof ReadableStream ? { duplex: "half" as const } : {}),
    });
  const streamed = (text: string) => new Blob([text]).stream();

  test("whatever the body is, and however long", async () => {
    const path = "/v1/tenants";
    const big = JSON.stringify({ slug: "x", name: "x".repeat(1_048_577) });
    const answers = [
      await call("POST", path, "{"),
      await call("POST", path, "[]"),
      await call("POST", path, `{"slug":"a b","name":"x"}`),
      await call("POST", path, `{"slug":"nul","name":"a\\u0000b"}`),
      await call("POST", path, `{"slug":"ok-then","name":"x","more":1}`),
      await call("POST", path, "slug=x", "application/x-www-form-urlencoded"),
      await call("POST", path, big),
      await call("POST", path, streamed(big)),
      await call("PUT", path, "{}"),
      await call("GET", `${path}?limit=1&limit=2`, null),
      await call("GET", `${path}?cursor=%00`, null),
      await call("GET", `/v1/tenants/${tenant.slug}/audit-events?since=0000-00-00`, null),
      await call("GET", `/v1/tenants/${tenant.slug}/users/%00`, null),
      await call("GET", "/v1/tenants/%E0%A4%A", null),
      await call("DELETE", `/v1/tenants/${tenant.slug}/users/not-an-id`, null),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      ...[400, 400, 400, 400, 400, 415, 413, 413, 405, 400, 400, 400, 400, 404, 400],
    ]);
    for (const answer of answers) {
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(await answer.json()).toMatchObject({ requestId: expect.any(String) });
    }
  });

  test("a body of unannounced length is read like any other", async () => {
    const json = JSON.stringify({ slug: `s-${Date.now()}`, name: "Streamed" });
    expect((await call("POST", "/v1/tenants", streamed(json))).status).toBe(201);
  });
});

describe("what a stranger writes into a request's head changes nothing", () => {
  const raw = async (head: string): Promise<string> => {
    const { web } = installation.product.ports;
    const socket = connect(web, "127.0.0.1");
    socket.write(`${head}\r\n\r\n`);
    return text(socket);
  };

  test("no header of Next's own opens a page, or shows in one", async () => {
    const { baseUrl } = installation.product;
    for (const name of ["x-middleware-subrequest", "x-invoke-path", "x-matched-path", "x-nonce"]) {
      const value = "src/middleware:middleware:middleware:middleware:middleware";
      const account = await fetch(`${baseUrl}/account`, {
        headers: { [name]: value },
        redirect: "manual",
      });
      expect(account.status).toBe(307);
      const page = await fetch(`${baseUrl}/auth/msp/signin`, { headers: { [name]: value } });
      expect(page.status).toBe(200);
      expect(await page.text()).not.toContain("middleware:middleware");
    }
  });

  test("links and callbacks stay at BASE_URL whatever Host says", async () => {
    const { baseUrl, ports } = installation.product;
    const answer = await raw(
      `GET /account HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\nConnection: close`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 307/);
    expect(answer).not.toContain("evil.example");

    const { person } = tenant;
    const found = await post(discover, bodyOf(person.email));
    const cookie = found.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
    const started = await post(resolve, bodyOf(person.email), { cookie, origin: baseUrl });
    const carried = started.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
    const redirect = await raw(
      `GET /api/auth/signin/oidc HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nCookie: ${carried}\r\nConnection: close`,
    );
    expect(redirect).toContain(
      `redirect_uri=${encodeURIComponent(`http://localhost:${ports.web}/api/auth/callback/oidc`)}`,
    );
    expect(redirect).not.toContain("evil.example");
  });

  test("an upgrade, a request in two readings and the image optimiser are refused", async () => {
    const { baseUrl } = installation.product;
    const upgrade = await raw(
      "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZQ==\r\nSec-WebSocket-Version: 13",
    );
    expect(upgrade).toMatch(/^HTTP\/1\.1 400/);
    const smuggled = await raw(
      "POST /v1/tenants HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close",
    );
    expect(smuggled).toMatch(/^HTTP\/1\.1 400/);
    const absolute = await raw(
      "GET http://169.254.169.254/ HTTP/1.1\r\nHost: x\r\nConnection: close",
    );
    expect(absolute).toMatch(/^HTTP\/1\.1 400/);
    const image = await fetch(`${baseUrl}/_next/image?url=%2Ficon.svg&w=64&q=75`);
    expect(image.status).toBe(404);
  });

  test("the sign-in form survives what no browser sends", async () => {
    const { baseUrl } = installation.product;
    const long = await signInByPassword(baseUrl, {
      email: `${"x".repeat(10_000)}@acme.example`,
      password: "x".repeat(10_000),
    });
    expect(long.status).toBe(303);
    const form = { "content-type": "application/x-www-form-urlencoded", origin: baseUrl };
    const huge = await post("/auth/msp/signin", `password=${"x".repeat(1_000_000)}`, form);
    expect(huge.status).toBe(413);
    expect((await post("/auth/msp/signin", "%E0%A4%A&&==", form)).status).toBe(303);
  });
});

test("none of it was logged as a fault of ours", () => {
  const faults = installation.product
    .logs()
    .filter((line) => /"status":500|a request failed|unhandled/i.test(line));
  expect(faults).toEqual([]);
});
