import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { startProcessWith } from "#platform/test-process.ts";
import { runCommandLine } from "./program.ts";

const typed = vi.hoisted(() => ({ text: "" }));
vi.mock("./stdin.ts", () => ({ readSecret: async () => typed.text }));

type Call = { method: string; url: string; authorization: string; body: unknown };

/** A server that answers each request with `status` and `answer`, and keeps what it was asked. */
async function startServer(status: number, answer: unknown) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    calls.push({
      method: request.method ?? "",
      url: request.url ?? "",
      authorization: request.headers.authorization ?? "",
      body: body === "" ? null : JSON.parse(body),
    });
    response.writeHead(status, { "content-type": "application/json" });
    response.end(answer === null ? undefined : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  startProcessWith({ GATEHOUSE_URL: `http://127.0.0.1:${port}`, GATEHOUSE_TOKEN: "svc_canary" });
  return calls;
}

async function run(words: string, stdin = "") {
  typed.text = stdin;
  const written = { out: "", error: "" };
  const code = await runCommandLine(words.split(" ").filter(Boolean), {
    withDatabase: (work) => work(),
    migrate: async () => {},
    writeOut: (piece) => {
      written.out += piece;
    },
    writeError: (piece) => {
      written.error += piece;
    },
  });
  return { code, ...written };
}

const tenant = { slug: "acme", name: "Acme", status: "active" };

describe("the exit code", () => {
  test.each([
    ["version", 0],
    ["tenants --help", 0],
    ["", 2],
    ["tenants", 2],
    ["nonsense", 2],
    ["tenants create --slug acme", 2],
    ["tenants update acme --status nonsense", 2],
    ["tenants get acme --nonsense", 2],
    ["providers rotate-secret google --tenant acme", 2],
    ["sso update gh_x --tenant acme", 2],
    ["sso update gh_x --tenant acme --enable --disable", 2],
    ["sso list", 2],
    ["sso command-line", 0],
    ["sso command-line --enable --disable", 2],
    ["login --nonsense", 2],
    ["setup --email a@b.example", 2],
  ])("of %j is %i", async (words, code) => {
    await startServer(200, tenant);
    expect((await run(words)).code).toBe(code);
  });

  test("is 78 without a credential, and 1 when nobody answers", async () => {
    const nowhere = { XDG_CONFIG_HOME: "/nonexistent/config" };
    startProcessWith(nowhere);
    expect(await run("tenants list")).toMatchObject({ code: 78, out: "" });
    startProcessWith({ GATEHOUSE_URL: "http://127.0.0.1:1", GATEHOUSE_TOKEN: "svc_x" });
    const answer = await run("tenants list --json");
    expect(answer).toMatchObject({ code: 1, out: "" });
    expect(JSON.parse(answer.error).detail).toContain("http://127.0.0.1:1");
  });
});

describe("--json", () => {
  test("prints the API's object and nothing else", async () => {
    const calls = await startServer(200, tenant);
    const answer = await run("tenants get acme --json");
    expect(answer).toMatchObject({ code: 0, error: "" });
    expect(JSON.parse(answer.out)).toEqual(tenant);
    expect(calls).toMatchObject([{ method: "GET", url: "/v1/tenants/acme" }]);
    expect(calls[0]?.authorization).toBe("Bearer svc_canary");
  });

  test("prints the problem document on standard error alone when the API refuses", async () => {
    const problem = { type: "about:blank", title: "t", status: 409, code: "conflict", detail: "d" };
    await startServer(409, { ...problem, errors: { slug: "taken" }, requestId: "r" });
    const answer = await run("tenants create --slug acme --name Acme --json");
    expect(answer).toMatchObject({ code: 1, out: "" });
    expect(JSON.parse(answer.error)).toMatchObject({ ...problem, requestId: "r" });
  });
});

test("secrets come from standard input and stand in no output", async () => {
  const calls = await startServer(200, { kind: "google", name: "Google" });
  const words = "providers set google --tenant acme --client-id id --client-secret-stdin";
  const answer = await run(words, "s3cret-canary");
  expect(answer.code).toBe(0);
  expect(calls).toMatchObject([
    { method: "PUT", body: { clientId: "id", clientSecret: "s3cret-canary" } },
  ]);
  expect(answer.out + answer.error).not.toContain("canary");
});

test("only options that were given reach the API", async () => {
  const calls = await startServer(200, tenant);
  await run("tenants update acme --no-sso-enforced");
  await run("domains update acme.com --tenant acme --all-providers");
  await run("domains add *.acme.com --tenant acme --provider google --provider oidc");
  expect(calls.map(({ body }) => body)).toEqual([
    { ssoEnforced: false },
    { providers: null },
    { domain: "*.acme.com", providers: ["google", "oidc"] },
  ]);
  expect(calls[1]?.url).toBe("/v1/tenants/acme/domains/acme.com");
});

test("what an SSO client is given reaches the API as its fields", async () => {
  const calls = await startServer(200, { clientId: "gh_x", clientSecret: "once" });
  const uris =
    "--redirect-uri https://a.example/1 https://a.example/2 --redirect-uri https://b.example";
  const made = await run(
    `sso create --tenant acme --name Wiki ${uris} --tag ops --tag it --public`,
  );
  expect(made.out).toContain("once");
  await run("sso update gh_x --tenant acme --disable --required-aal 2 --no-dpop-bound");
  await run("sso rotate-secret gh_x --tenant acme --overlap-hours 24");
  await run("sso retire-secret gh_x --tenant acme");
  await run("sso delete gh_x --tenant acme");
  expect(calls.map(({ method, url, body }) => [method, url.slice(16), body])).toEqual([
    [
      "POST",
      "/sso-clients",
      {
        name: "Wiki",
        type: "public",
        tags: ["ops", "it"],
        redirectUris: ["https://a.example/1", "https://a.example/2", "https://b.example"],
      },
    ],
    ["PATCH", "/sso-clients/gh_x", { enabled: false, requiredAal: 2, dpopBound: false }],
    ["POST", "/sso-clients/gh_x/rotate-secret", { overlapHours: 24 }],
    ["POST", "/sso-clients/gh_x/retire-secret", null],
    ["DELETE", "/sso-clients/gh_x", null],
  ]);
});

test("a slug cannot reach another address", async () => {
  const calls = await startServer(200, tenant);
  await run("tenants get ../users?x=1");
  expect(calls[0]?.url).toBe("/v1/tenants/..%2Fusers%3Fx%3D1");
});

test("names that would steer the terminal are shown without their escape sequences", async () => {
  await startServer(200, { items: [{ ...tenant, name: "\u001b[2Jgone" }], nextCursor: null });
  const { out } = await run("tenants list");
  expect(out).toContain("?[2Jgone");
  expect(out).not.toContain("\u001b");
});

test.each(["bash", "zsh", "fish"])("completion for %s knows every command", async (shell) => {
  const { out } = await run(`completion ${shell}`);
  for (const word of [
    "login",
    "device",
    "whoami",
    "tenants",
    "explain",
    "retire-old-secret",
    "client-secret-stdin",
  ]) {
    expect(out).toContain(word);
  }
});
