import { describe, expect, test } from "vitest";
import { matchesRegistered, parseRedirectUri } from "./redirect-uri-rules.ts";

const message = (text: string) => {
  const parsed = parseRedirectUri(text);
  return parsed.ok ? null : parsed.message;
};

describe("what may be registered", () => {
  test.each([
    ["https://app.example/callback", "https"],
    ["https://app.example", "https"],
    ["https://app.example:8443/a/b?tenant=1&x=%20", "https"],
    ["https://[2001:db8::1]/cb", "https"],
    ["https://xn--mnchen-3ya.example/cb", "https"],
    ["https://gitea/user/oauth2/gatehouse/callback", "https"],
    ["https://app.example/@home", "https"],
    ["http://127.0.0.1/cb", "loopback"],
    ["http://127.0.0.1", "loopback"],
    ["http://[::1]:8080/cb", "loopback"],
    ["http://localhost:3000/cb", "loopback"],
    ["com.example.app:/oauth2redirect", "private-use"],
    ["com.example.app://callback", "private-use"],
  ])("%s", (text, kind) => {
    expect(parseRedirectUri(text)).toEqual({ ok: true, kind });
  });
});

describe("what may not, and what it is told", () => {
  test.each([
    ["", /^Enter a redirect URI/],
    [`https://app.example/${"a".repeat(2_000)}`, /at most 2,000/],
    ["/callback", /full address/],
    ["app.example/callback", /full address/],
    ["https://", /full address/],
    ["https://app.example/cb#top", /no fragment/],
    ["https://app.example/cb#", /no fragment/],
    ["https://*.app.example/cb", /no wildcard/],
    ["https://app.example/*", /no wildcard/],
    ["https://ann@app.example/cb", /no user name/],
    ["https://@app.example/cb", /no user name/],
    ["https://:@app.example/cb", /no user name/],
    ["https://app.example@evil.example@third.example/", /no user name/],
    ["https://app.example%25@evil.example/", /no user name/],
    ["https://app.example%2540evil.example/", /full address/],
    ["https://app.example\\@evil.example/", /backslashes/],
    ["https:\\\\app.example\\cb", /backslashes/],
    ["https://app.example/c\tb", /control characters/],
    ["https://app.example/cb\n", /control characters/],
    [" https://app.example/cb", /spaces/],
    ["https://app.example/cb\u0000", /control characters/],
    ["https://app.example/100%", /percent-encode/],
    ["https://münchen.example/cb", /plain ASCII.*https:\/\/xn--mnchen-3ya\.example\/cb/],
    ["https://ａpp.example/cb", /plain ASCII.*https:\/\/app\.example\/cb/],
    ["https://app.example\u200b/cb", /plain ASCII/],
    ["https://app.example/ünicode", /plain ASCII/],
    ["https://APP.example/cb", /exactly as browsers send it: https:\/\/app\.example\/cb$/],
    ["HTTPS://app.example/cb", /exactly as browsers send it/],
    ["https:/app.example/cb", /exactly as browsers send it/],
    ["https:app.example/cb", /exactly as browsers send it/],
    ["https://app.example:443/cb", /exactly as browsers send it/],
    ["https://app.example:/cb", /exactly as browsers send it/],
    ["https://app.example/a/../cb", /exactly as browsers send it/],
    ["https://app.example/a/%2e%2e/cb", /exactly as browsers send it/],
    ["https://2130706433/cb", /exactly as browsers send it/],
    ["https://app.example./cb", /no dot at its end/],
    ["http://app.example/cb", /Use https/],
    ["http://127.0.0.1.evil.example/cb", /Use https/],
    ["http://127.1/cb", /exactly as browsers send it/],
    ["http://0x7f.1/cb", /exactly as browsers send it/],
    ["http://127.0.0.2/cb", /Use https/],
    ["javascript:alert(1)", /own scheme/],
    ["data:text/html,hello", /own scheme/],
    ["myapp:/cb", /own scheme/],
    ["com.example.app:cb", /own scheme/],
    ["COM.example.app:/cb", /exactly as browsers send it/],
    ["com.example.app:/a/../cb", /exactly as browsers send it/],
    ["urn:ietf:wg:oauth:2.0:oob", /own scheme/],
  ])("%j", (text, told) => {
    expect(message(text)).toMatch(told);
  });
});

describe("what a presented one must be", () => {
  const registered = [
    "https://app.example/cb",
    "http://127.0.0.1/cb?x=1",
    "http://[::1]:9000/cb",
    "http://127.0.0.1",
    "http://localhost:3000/cb",
  ];

  test.each([...registered, "http://127.0.0.1:1/cb?x=1", "http://127.0.0.1:65535/cb?x=1"])(
    "%s is one of them",
    (uri) => expect(matchesRegistered(registered, uri)).toBe(true),
  );

  test.each(["http://[::1]/cb", "http://[::1]:41234/cb", "http://127.0.0.1:5000"])(
    "%s differs by the port of a loopback address alone",
    (uri) => expect(matchesRegistered(registered, uri)).toBe(true),
  );

  test.each([
    "",
    "https://app.example/cb/",
    "https://app.example/cb?",
    "https://app.example/CB",
    "https://app.example:443/cb",
    "https://app.example:8443/cb",
    "https://app.example/cb#",
    "https://app.example/cb\u0000",
    "http://127.0.0.1:0/cb?x=1",
    "http://127.0.0.1:080/cb?x=1",
    "http://127.0.0.1:65536/cb?x=1",
    "http://127.0.0.1:123456/cb?x=1",
    "http://127.0.0.1:/cb?x=1",
    "http://127.0.0.1:80@evil.example/cb?x=1",
    "http://127.0.0.1/cb?x=2",
    "http://127.0.0.1/cb",
    "http://127.0.0.1/cb?x=1#",
    "http://[::1]:9000/cb\n",
    "http://[::1%25eth0]:9000/cb",
    "http://localhost:3001/cb",
    "https://127.0.0.1/cb?x=1",
    "http://127.0.0.1:5000/",
  ])("%j is none of them", (uri) => {
    expect(matchesRegistered(registered, uri)).toBe(false);
  });
});
