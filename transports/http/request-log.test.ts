import { expect, test } from "vitest";
import { loggedPath } from "./request-log.ts";

test("no log has what a browser is known by on its way through a sign-in", () => {
  for (const path of ["/oauth2/auth", "/oauth2/interaction", "/oauth2/device/verify"]) {
    expect(loggedPath(`${path}/Zm9vYmFy-secret_id`)).toBe(`${path}/*`);
  }
  for (const path of ["/oauth2/auth", "/oauth2/token", "/auth/msp/signin", "/v1/oauth2/auth/x"]) {
    expect(loggedPath(path)).toBe(path);
  }
});
