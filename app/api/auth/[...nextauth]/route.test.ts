import { describe, expect, test, vi } from "vitest";
import { GET, HEAD, POST } from "./route.ts";

const answers = vi.hoisted(() => ({
  start: vi.fn(async () => new Response("start")),
  finish: vi.fn(async () => new Response("finish")),
}));
vi.mock("#app/_lib/upstream-auth.ts", () => ({
  startUpstreamSignIn: answers.start,
  finishUpstreamSignIn: answers.finish,
}));

function get(path: string): Promise<Response> {
  const request = new Request(`http://localhost:3000/api/auth/${path}`);
  return GET(request, { params: Promise.resolve({ nextauth: path.split("/") }) });
}

describe("of Auth.js's addresses", () => {
  test.each(["google", "azure-ad", "oidc"])(
    "the start and the callback of %s answer",
    async (kind) => {
      expect(await (await get(`signin/${kind}`)).text()).toBe("start");
      expect(await (await get(`callback/${kind}`)).text()).toBe("finish");
      expect(answers.finish).toHaveBeenLastCalledWith(expect.any(Request), kind);
    },
  );

  test.each([
    "session",
    "csrf",
    "providers",
    "signin",
    "signout",
    "error",
    "verify-request",
    "webauthn-options",
    "callback",
    "callback/credentials",
    "callback/github",
    "signin/constructor",
    "signin/google/more",
    "__proto__/google",
    "SIGNIN/google",
  ])("%s is not there", async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test("nothing answers POST, and HEAD spends no code", () => {
    expect([POST().status, HEAD().status]).toEqual([404, 404]);
  });
});
