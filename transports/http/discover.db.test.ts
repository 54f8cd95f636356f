import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { newDomain, newProvider, newTenant } from "#domain/testing/contexts.ts";
import { handleDiscover } from "./discover.ts";
import { handleResolve } from "./resolve.ts";
import { startFront } from "./test-front.ts";

withDatabase();

const ours = "http://localhost:3000";
const discoverPath = "/api/auth/msp/sso/discover";
const resolvePath = "/api/auth/msp/sso/resolve";
const nothing = '{"ok":true,"providers":[]}';
const failed =
  '{"ok":false,"message":"We couldn\'t start that sign-in. Check your email and try again."}';

type Sent = { text?: string; headers?: Record<string, string> };

async function post(path: string, body: unknown, { text, headers = {} }: Sent = {}) {
  const front = await startFront({
    direct: new Map([
      [discoverPath, handleDiscover],
      [resolvePath, handleResolve],
    ]),
  });
  const sent = text ?? JSON.stringify(body);
  return await front.ask(path, {
    method: "POST",
    body: sent,
    headers: {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(sent)),
      origin: ours,
      ...headers,
    },
  });
}

async function newRoutedDomain(): Promise<string> {
  const tenant = await newTenant();
  await newProvider(tenant.id, "google");
  await newDomain(tenant.id, { domain: tenant.domain });
  return tenant.domain;
}

const bad: [string, unknown, Sent][] = [
  ["an unknown domain", { email: `a@${randomUUID()}.example` }, {}],
  ["no email", {}, {}],
  ["an email that is none", { email: "a@b@c.example" }, {}],
  ["an email of 10,000 characters", { email: `${"a".repeat(10_000)}@b.example` }, {}],
  ["an email that is no text", { email: { toString: 1 } }, {}],
  ["malformed JSON", null, { text: '{"email":' }],
  ["JSON that is no object", ["a@b.example"], {}],
  ["an empty body", null, { text: "" }],
  ["a form", null, { text: "email=a%40b.example", headers: { "content-type": "text/plain" } }],
  ["a body of 1 MB", null, { text: `{"email":"${"a".repeat(1_048_576)}"}` }],
];

describe("discovery", () => {
  test("tells a domain's providers and keeps them in a cookie that scripts cannot read", async () => {
    const domain = await newRoutedDomain();
    const answer = await post(discoverPath, { email: `ann@${domain}` });
    expect(answer).toMatchObject({ status: 200, body: '{"ok":true,"providers":["google"]}' });
    expect(answer.headers["set-cookie"]).toEqual([
      expect.stringMatching(
        /^msp_sso_discovery=[\w.-]+; Path=\/; Max-Age=300; HttpOnly; SameSite=Lax$/,
      ),
    ]);
  });

  test.each(bad)("answers %s with 200, nothing, and clears the cookie", async (_, body, sent) => {
    const answer = await post(discoverPath, body, sent);
    expect(answer).toMatchObject({ status: 200, body: nothing });
    expect(answer.headers["set-cookie"]).toEqual([
      "msp_sso_discovery=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
    ]);
  });

  test("answers another site alike, so that it learns nothing with a visitor's cookies", async () => {
    const email = `ann@${await newRoutedDomain()}`;
    for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }]) {
      expect(await post(discoverPath, { email }, { headers })).toMatchObject({
        status: 200,
        body: nothing,
      });
    }
  });

  test("gives people of one domain, known or not, the same headers but for what is random", async () => {
    const domain = await newRoutedDomain();
    const shapes = [];
    for (const local of ["ann", "bob"]) {
      const { headers, body } = await post(discoverPath, { email: `${local}@${domain}` });
      shapes.push([body, Object.keys(headers), headers["set-cookie"]?.[0]?.length]);
    }
    expect(shapes[0]).toEqual(shapes[1]);
  });
});

describe("resolve", () => {
  test("starts what was discovered, with the cookie that carries it", async () => {
    const email = `ann@${await newRoutedDomain()}`;
    const discovered = await post(discoverPath, { email });
    const cookie = discovered.headers["set-cookie"]?.[0]?.split(";", 1)[0] ?? "";
    const answer = await post(
      resolvePath,
      { email, provider: "google", callbackUrl: "/account" },
      { headers: { cookie } },
    );
    expect(answer).toMatchObject({
      status: 200,
      body: '{"ok":true,"url":"/api/auth/signin/google"}',
    });
    expect(answer.headers["set-cookie"]?.[0]).toMatch(/^msp_sso_resolution=.*; HttpOnly;/);
  });

  test.each(bad)("answers %s byte for byte like every other failure", async (_, body, sent) => {
    const answer = await post(resolvePath, body, sent);
    expect(answer).toMatchObject({ status: 200, body: failed });
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  test("refuses another site alike, cookie or not", async () => {
    const email = `ann@${await newRoutedDomain()}`;
    const discovered = await post(discoverPath, { email });
    const cookie = discovered.headers["set-cookie"]?.[0]?.split(";", 1)[0] ?? "";
    const headers = { cookie, origin: "https://evil.example" };
    const answer = await post(resolvePath, { email, provider: "google" }, { headers });
    expect(answer).toMatchObject({ status: 200, body: failed });
  });
});
