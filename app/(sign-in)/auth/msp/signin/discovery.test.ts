import { afterEach, expect, test, vi } from "vitest";
import { discover, looksLikeEmail, resolve } from "./discovery.ts";

const REFUSED = "We couldn't start that sign-in. Check your email and try again.";
const request = { provider: "google", email: "ada@acme.example", callbackUrl: "/t/acme" } as const;

afterEach(() => vi.unstubAllGlobals());

function answerWith(answer: () => Response | Promise<Response>) {
  const fetch = vi.fn(async (_path: string, _init: RequestInit) => answer());
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

test("buttons keep their order, and an id that has no button is passed over", async () => {
  answerWith(() => Response.json({ ok: true, providers: ["oidc", "saml", "google"] }));
  expect(await discover("ada@acme.example", AbortSignal.timeout(1000))).toEqual(["google", "oidc"]);
});

test.each(["ada@acme.example", "a+b@sub.acme.example"])("%s is asked about", (email) => {
  expect(looksLikeEmail(email)).toBe(true);
});

test.each(["", "ada", "ada@", "ada@acme", "a b@acme.example", "a@b@acme.example"])(
  "%j is not asked about",
  (email) => expect(looksLikeEmail(email)).toBe(false),
);

test("a started sign-in answers with its address", async () => {
  const fetch = answerWith(() => Response.json({ ok: true, url: "/api/auth/start" }));
  expect(await resolve(request)).toEqual({ kind: "started", url: "/api/auth/start" });
  expect(fetch.mock.calls[0]?.[1].body).toBe(JSON.stringify(request));
});

test.each([
  ["a refusal", () => Response.json({ ok: false, message: "whatever" })],
  ["a broken answer", () => new Response("<html>", { status: 502 })],
  ["no network", () => Promise.reject(new TypeError("offline"))],
])("%s reads like every other failure", async (_, answer) => {
  answerWith(answer);
  expect(await resolve(request)).toEqual({
    kind: "failed",
    failure: { message: REFUSED, requestId: null },
  });
});

test("a failure carries the request id of its answer, to copy", async () => {
  answerWith(() => Response.json({ ok: false }, { headers: { "x-request-id": "r-1" } }));
  expect(await resolve(request)).toMatchObject({ failure: { requestId: "r-1" } });
});
