import { expect, test } from "vitest";
import { isSameOrigin } from "./origin.ts";

const ours = "https://sso.example.com";

test.each([
  ["POST", ours, null, true],
  ["POST", ours, "cross-site", true],
  ["POST", null, "same-origin", true],
  ["POST", undefined, undefined, false],
  ["POST", "", "", false],
  ["POST", null, "same-site", false],
  ["POST", null, "none", false],
  ["POST", "null", "same-origin", false],
  ["POST", "https://evil.example", "same-origin", false],
  ["POST", "http://sso.example.com", null, false],
  ["POST", "https://sso.example.com:444", null, false],
  ["POST", "https://sso.example.com.evil.example", null, false],
  ["POST", `${ours}/`, null, false],
  ["DELETE", null, null, false],
  ["PATCH", null, null, false],
  ["post", null, null, false],
  ["TRACE", null, null, false],
  ["GET", "https://evil.example", "cross-site", true],
  ["HEAD", null, null, true],
  ["OPTIONS", null, null, true],
])("%s from origin %j, fetch site %j: %j", (method, origin, secFetchSite, allowed) => {
  expect(isSameOrigin({ method, origin, secFetchSite }, ours)).toBe(allowed);
});
