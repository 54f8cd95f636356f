import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { startProcessWith } from "#platform/test-process.ts";
import { startFront } from "./test-front.ts";

const ours = "http://localhost:3000";

describe("the server before the pages", () => {
  test("headers that only Next or a proxy may set reach no page, those of a browser do", async () => {
    const front = await startFront();
    const forged = {
      "x-middleware-subrequest": "middleware",
      "x-middleware-rewrite": "http://169.254.169.254/",
      "x-invoke-path": "/account",
      "x-matched-path": "/account",
      "x-nonce": "forged",
      "x-nextjs-data": "1",
      "x-now-route-matches": "1",
      "next-resume": "1",
      forwarded: "host=evil.example",
      "x-forwarded-proto": "gopher",
      "x-gatehouse-request-id": "forged",
    };
    const kept = {
      rsc: "1",
      "next-router-state-tree": "%5B%5D",
      "next-router-prefetch": "1",
      "next-router-segment-prefetch": "/_tree",
      "next-url": "/account",
      "next-action": "abc",
      cookie: "theme=dark",
    };
    await front.ask("/account", { headers: { ...forged, ...kept } });
    const [{ headers } = { headers: {} }] = front.seen;
    expect(headers).toMatchObject({ ...kept, "x-forwarded-proto": "http" });
    const arrived = JSON.stringify(headers);
    for (const value of ["middleware", "169.254", "forged", "evil", "gopher"]) {
      expect(arrived).not.toContain(value);
    }
    for (const name of ["x-invoke-path", "x-matched-path", "x-nextjs-data", "next-resume"]) {
      expect(headers).not.toHaveProperty(name);
    }
  });

  test("the pages see the host of BASE_URL, whatever the request says", async () => {
    const front = await startFront();
    await front.ask("/", { headers: { host: "evil.example", "x-forwarded-host": "evil.example" } });
    expect(front.seen[0]?.headers).toMatchObject({
      host: "localhost:3000",
      "x-forwarded-host": "localhost:3000",
      "x-gatehouse-address": "127.0.0.1",
    });
  });

  test("the setup is told the host that was asked for, which a proxy names only when it is trusted", async () => {
    const front = await startFront();
    const forwarded = { "x-forwarded-for": "192.0.2.1", "x-forwarded-host": "proxied.example" };
    for (const headers of [{}, forwarded]) {
      await front.ask("/", { headers: { host: "asked.example", ...headers } });
    }
    startProcessWith({ TRUSTED_PROXIES: "127.0.0.0/8,::1/128" });
    await front.ask("/", { headers: { host: "asked.example", ...forwarded } });
    const told = front.seen.map(({ headers }) => [
      headers["x-gatehouse-asked-host"],
      headers["x-gatehouse-proxy"],
    ]);
    expect(told).toEqual([
      ["asked.example", "none"],
      ["asked.example", "untrusted"],
      ["proxied.example", "trusted"],
    ]);
    startProcessWith({});
  });

  test.each([
    ["127.0.0.1:3000", "navigate", 307],
    ["[::1]:3000", "navigate", 307],
    ["localhost:3000", "navigate", 200],
    ["127.0.0.1:3001", "navigate", 200],
    ["evil.example:3000", "navigate", 200],
    ["127.0.0.1:3000", "cors", 200],
  ])(
    "opened as %s (%s), a browser on this machine ends at BASE_URL",
    async (host, mode, status) => {
      const front = await startFront();
      const headers = { host, "sec-fetch-mode": mode };
      const answer = await front.ask("/setup?token=x", { headers });
      expect(answer.status).toBe(status);
      expect(answer.headers.location).toBe(status === 307 ? `${ours}/setup?token=x` : undefined);
    },
  );

  test("each page gets a nonce of its own, the same in both directions, and a forged one is lost", async () => {
    const front = await startFront();
    const headers = { "content-security-policy": "script-src 'nonce-forged'" };
    const policies = [];
    for (const path of ["/a", "/b"]) {
      const answer = await front.ask(path, { headers });
      policies.push(answer.headers["content-security-policy"]);
    }
    expect(front.seen.map((one) => one.headers["content-security-policy"])).toEqual(policies);
    expect(new Set(policies).size).toBe(2);
    expect(policies[0]).toMatch(/script-src 'self' 'nonce-[\w+/]{22}==' 'strict-dynamic'/);
    expect(policies[0]).not.toMatch(/unsafe-inline|unsafe-eval|forged|\*/);
  });

  test("every answer has the security headers and a request id that the caller cannot choose", async () => {
    const front = await startFront();
    const { headers } = await front.ask("/", { headers: { "x-request-id": "mine" } });
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "x-frame-options": "DENY",
      "cache-control": "no-store",
    });
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(front.seen[0]?.headers["x-gatehouse-request-id"]).toBe(headers["x-request-id"]);
  });

  test("only files whose name carries their hash may be kept", async () => {
    const front = await startFront();
    const answer = await front.ask("/_next/static/chunks/a.js");
    expect(answer.headers["cache-control"]).toBeUndefined();
  });

  test("a failing page answers 500 with a request id and nothing of the error", async () => {
    const front = await startFront({
      pages: async () => {
        throw new Error("secret detail");
      },
    });
    const answer = await front.ask("/");
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.body)).toMatchObject({
      code: "internal",
      requestId: answer.headers["x-request-id"],
    });
    expect(answer.body).not.toMatch(/secret|Error:|\.ts/);
  });
});

describe("requests that go no further", () => {
  test.each([
    ["the image optimiser", "/_next/image?url=%2Fx&w=16&q=1", {}, 404],
    ["the absolute form", "http://evil.example/", {}, 400],
    ["a backslash", "/\\evil.example", {}, 400],
    ["an address of 9,000 characters", `/${"a".repeat(9_000)}`, {}, 414],
    ["an unknown method", "/", { method: "PROPFIND" }, 405],
    ["TRACE", "/", { method: "TRACE" }, 405],
  ])("%s", async (_, path, options, status) => {
    const front = await startFront();
    expect((await front.ask(path, options)).status).toBe(status);
    expect(front.seen).toHaveLength(0);
  });

  test("a body of more than 1 MB is read to its end and refused with 413", async () => {
    const front = await startFront();
    const body = "a".repeat(1_500_000);
    const headers = { "content-length": String(body.length) };
    const answer = await front.ask("/setup", { method: "POST", headers, body });
    expect(answer.status).toBe(413);
    expect(front.seen).toHaveLength(0);
  });

  test("a body of unknown length reaches no page", async () => {
    const front = await startFront();
    const headers = { "transfer-encoding": "chunked" };
    expect((await front.ask("/", { method: "POST", headers, body: "a" })).status).toBe(411);
  });

  test("an upgrade is refused and nothing is proxied", async () => {
    const front = await startFront();
    const socket = connect(front.port, "127.0.0.1");
    socket.write(
      "GET http://169.254.169.254/ HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    );
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
    expect(front.seen).toHaveLength(0);
  });

  test("a request line that is no HTTP is answered with 400", async () => {
    const front = await startFront();
    const socket = connect(front.port, "127.0.0.1");
    socket.write("NONSENSE\r\n\r\n");
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe("requests that change something", () => {
  const cookie = "gatehouse_session=x";
  test.each([
    ["our own origin with cookies", { origin: ours, cookie }, 200],
    ["another origin", { origin: "https://evil.example" }, 403],
    ["another origin, cookies or not", { origin: "https://evil.example", cookie }, 403],
    ["our host on another port", { origin: "http://localhost:3001", cookie }, 403],
    ["an opaque origin", { origin: "null", cookie }, 403],
    ["cookies and no origin", { cookie }, 403],
    ["cookies, no origin, cross-site", { cookie, "sec-fetch-site": "cross-site" }, 403],
    ["cookies, no origin, same-site", { cookie, "sec-fetch-site": "same-site" }, 403],
    ["cookies, no origin, same-origin", { cookie, "sec-fetch-site": "same-origin" }, 200],
    ["neither cookies nor origin", {}, 200],
    ["a bearer token", { authorization: "Bearer svc_x", origin: "https://evil.example" }, 200],
  ])("%s", async (_, headers, status) => {
    const front = await startFront();
    expect((await front.ask("/setup", { method: "POST", headers })).status).toBe(status);
  });

  test("reading asks for no origin", async () => {
    const front = await startFront();
    const headers = { cookie, origin: "https://evil.example" };
    expect((await front.ask("/account", { headers })).status).toBe(200);
  });
});
