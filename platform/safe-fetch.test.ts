import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SafeFetchError, type SafeFetchOptions, safeFetch } from "./safe-fetch.ts";
import { startProcessWith } from "./test-process.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
let handler: Handler = (_, response) => response.end("ok");
const paths: string[] = [];
const server = createServer((request, response) => {
  paths.push(request.url ?? "");
  handler(request, response);
});
let base = "";
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
  base = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const open: SafeFetchOptions = { allowPrivate: true };

async function reasonOf(url: string, init: RequestInit = {}, options = open): Promise<string> {
  try {
    return `answered ${(await safeFetch(url, init, options)).status}`;
  } catch (error) {
    if (error instanceof SafeFetchError) return error.reason;
    throw error;
  }
}

function redirectTo(location: string, status = 302): void {
  handler = (request, response) => {
    if (request.url === "/start") response.writeHead(status, { location }).end();
    else response.end("arrived");
  };
}

test("a request arrives with method, headers and body, and the answer is an ordinary Response", async () => {
  handler = async (request, response) => {
    const body = (await request.toArray()).map(String).join("");
    const { authorization, "content-type": type, "user-agent": agent } = request.headers;
    response.writeHead(201, { "content-type": "application/json", "set-cookie": ["a=1", "b=2"] });
    response.end(JSON.stringify({ method: request.method, body, authorization, type, agent }));
  };
  const init = {
    method: "POST",
    headers: { authorization: "Basic x" },
    body: new URLSearchParams({ a: "1" }),
  };
  const expected = {
    method: "POST",
    body: "a=1",
    authorization: "Basic x",
    type: "application/x-www-form-urlencoded;charset=UTF-8",
    agent: "Gatehouse",
  };
  const response = await safeFetch(`${base}/x`, init, open);
  expect(response).toBeInstanceOf(Response);
  expect(response.status).toBe(201);
  expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(await response.clone().json()).toEqual(expected);
  const again = await safeFetch(new Request(`${base}/x`, init), undefined, open);
  expect(await again.json()).toEqual({ ...expected, agent: expect.any(String) });
});

test("without leave nothing private is reached, by address, name or other spelling", async () => {
  paths.length = 0;
  const strict = { allowPrivate: false };
  for (const host of ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1", "2130706433", "0"]) {
    expect(await reasonOf(`https://${host}:${port}/`, {}, strict)).toBe("forbidden_address");
  }
  expect(await reasonOf(`https://localhost:${port}/`, {}, strict)).toBe("forbidden_address");
  expect(await reasonOf(`${base}/`, {}, strict)).toBe("invalid_url");
  expect(paths).toEqual([]);
});

test("link-local and metadata addresses are refused even where private ones are allowed", async () => {
  for (const host of ["169.254.169.254", "[fe80::1]", "[fd00:ec2::254]", "100.100.100.200"]) {
    expect(await reasonOf(`http://${host}/latest/meta-data`)).toBe("forbidden_address");
    expect(await reasonOf(`https://${host}/`)).toBe("forbidden_address");
  }
});

test("http reaches private addresses only", async () => {
  expect(await reasonOf("http://8.8.8.8/")).toBe("forbidden_address");
  handler = (_, response) => response.end();
  expect(await reasonOf(`http://localhost:${port}/`)).toBe("answered 200");
});

test("the default is PRIVATE_UPSTREAMS", async () => {
  handler = (_, response) => response.end();
  startProcessWith({ PRIVATE_UPSTREAMS: "off" });
  expect(await reasonOf(base, {}, {})).toBe("invalid_url");
  startProcessWith({ PRIVATE_UPSTREAMS: "on" });
  expect(await reasonOf(base, {}, {})).toBe("answered 200");
});

test.each(["ftp://a.example/", "file:///etc/passwd", "nonsense", "https://u:p@a.example/"])(
  "%s is no address to fetch",
  async (url) => {
    expect(await reasonOf(url)).toBe("invalid_url");
  },
);

test("redirects within the origin are followed, three at most", async () => {
  redirectTo("/end");
  const response = await safeFetch(`${base}/start`, {}, open);
  expect(await response.text()).toBe("arrived");
  paths.length = 0;
  handler = (_, answer) => answer.writeHead(302, { location: "/again" }).end();
  expect(await reasonOf(`${base}/start`)).toBe("redirect");
  expect(paths).toHaveLength(4);
});

test("redirects to another host, port or scheme, or of a POST, are not followed", async () => {
  for (const location of [
    `http://localhost:${port}/`,
    `http://127.0.0.1:${port + 1}/`,
    `https://127.0.0.1:${port}/`,
    "http://169.254.169.254/",
    "http://user@[",
  ]) {
    redirectTo(location);
    expect(await reasonOf(`${base}/start`)).toBe("redirect");
  }
  redirectTo("/end", 307);
  expect(await reasonOf(`${base}/start`, { method: "POST", body: "x" })).toBe("redirect");
  expect(await reasonOf(`${base}/start`, { redirect: "error" })).toBe("redirect");
  expect(await reasonOf(`${base}/start`, { redirect: "manual" })).toBe("answered 307");
});

test("a body is cut off at the limit, announced or not, compressed or not", async () => {
  const limited = { ...open, maxBytes: 1000 };
  handler = (_, response) => response.end("x".repeat(1000));
  expect(await reasonOf(base, {}, limited)).toBe("answered 200");
  handler = (_, response) => response.end("x".repeat(1001));
  expect(await reasonOf(base, {}, limited)).toBe("too_large");
  handler = (_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" });
    response.end(gzipSync("x".repeat(100_000)));
  };
  expect(await reasonOf(base, {}, limited)).toBe("too_large");
  const whole = await safeFetch(base, {}, open);
  expect(await whole.text()).toHaveLength(100_000);
  expect(whole.headers.has("content-encoding")).toBe(false);
});

test("the time limit covers silence, a trickling body and the caller's own abort", async () => {
  const quick = { ...open, timeoutMs: 150 };
  handler = () => {};
  expect(await reasonOf(base, {}, quick)).toBe("timeout");
  handler = (_, response) => {
    const timer = setInterval(() => response.write("x"), 20);
    response.on("close", () => clearInterval(timer));
  };
  expect(await reasonOf(base, {}, quick)).toBe("timeout");
  const signal = AbortSignal.timeout(50);
  await expect(safeFetch(base, { signal }, open)).rejects.toMatchObject({ name: "TimeoutError" });
});

test("the stage that failed is named: name, connection, TLS", async () => {
  handler = (_, response) => response.end();
  expect(await reasonOf("https://nowhere.invalid/")).toBe("dns");
  expect(await reasonOf(`https://127.0.0.1:${port}/`)).toBe("tls");
  const closed = createTcpServer();
  await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const address = closed.address();
  await new Promise((resolve) => closed.close(resolve));
  const free = typeof address === "object" && address ? address.port : 0;
  expect(await reasonOf(`http://127.0.0.1:${free}/`)).toBe("network");
});

test("an error never carries the query of the address", async () => {
  const error = await safeFetch("https://127.0.0.1/?code=canary", {}, { allowPrivate: false }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SafeFetchError);
  expect(String(error)).not.toContain("canary");
});
