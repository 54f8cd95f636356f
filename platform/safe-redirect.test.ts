import fc from "fast-check";
import { expect, test } from "vitest";
import { safeReturnPath } from "./safe-redirect.ts";

test.each([
  "/",
  "/t/acme/users?search=a@b.example&page=2#row-7",
  "/a%20b",
  "/auth/msp/signin?callbackUrl=https://other.example/",
  "/gr%C3%BC%C3%9Fe",
  "/a?x=%2f%2fevil.example",
])("%s is kept as it is", (path) => {
  expect(safeReturnPath(path)).toBe(path);
});

test("what the parser normalises is returned normalised", () => {
  expect(safeReturnPath("/a/../b c?q=ü")).toBe("/b%20c?q=%C3%BC");
});

test.each([
  ...[
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "//return-path.invalid/a",
    "javascript:alert(1)",
    "a/b",
  ],
  ...["", " /a", "evil.example", "?a", "#a", "/\\evil.example", "\\/evil.example", "/a\\b"],
  ...["/\t/evil.example", "/\n/evil.example", "/a\r\nLocation: https://evil.example", "/\0"],
  ...["/.//evil.example", "/a/..//evil.example", "/%2e//evil.example", "/%2E%2e//evil.example"],
  ...[
    "/%2f%2fevil.example",
    "/%2F/evil.example",
    "/%5cevil.example",
    "/a%5cb",
    "/%09/evil.example",
  ],
  ...["/%252f%252fevil.example", "/%25252fevil.example", "/%255cevil.example", "/a%0d%0ab"],
  ...["/@evil.example", "/%40evil.example", "/%2540evil.example", "/a:b@evil.example", "/%25@x"],
  ...["/x/..%2f%2fevil.example", "/%zz", "/%", "/%ff", "/a\u2028b", "/\ud800", "/a\u0085b"],
  `/${"a".repeat(2048)}`,
  `/${"ü".repeat(400)}`,
  `/${"x/../".repeat(500)}`,
])("%j is refused", (path) => {
  expect(safeReturnPath(path)).toBeNull();
});

test.each([null, undefined, 7, {}, ["/a"], new URL("https://a.example/")])(
  "%j, which is no text, is refused",
  (value) => {
    expect(safeReturnPath(value)).toBeNull();
  },
);

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...["/", "//", "\\", "@", ":", "?", "#", ".", "..", ";", "&", "=", "%", "|", "~", " "],
        ...["%2f", "%2F", "%5c", "%5C", "%2e", "%40", "%00", "%0a", "%09", "%25", "%252f", "%3a"],
        ...["\t", "\n", "\r", "\0", "\u2028", "\uff0f", "\uff20", "\u3002", "\u00a0", "\u200b"],
        ...[
          "evil.example",
          "https:",
          "http:",
          "javascript:",
          "data:",
          "localhost",
          "[::1]",
          "[",
          "]",
        ],
      ),
      fc.string({ maxLength: 3, unit: "binary" }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));
const candidates = fc.oneof(
  hostile,
  hostile.map((text) => `/${text}`),
  fc.webUrl({ withFragments: true, withQueryParameters: true }).map((u) => new URL(u).pathname),
);

test("no input leads off the site, whichever page or proxy resolves it", () => {
  const bases = [
    "https://sso.example.com",
    "http://localhost:3000",
    "https://[2001:db8::1]:8443/a/b?c",
  ];
  let accepted = 0;
  fc.assert(
    fc.property(candidates, (value) => {
      const path = safeReturnPath(value);
      if (path === null) return;
      accepted += 1;
      expect(path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
      expect(safeReturnPath(path)).toBe(path);
      for (const base of bases) {
        const { origin } = new URL(base);
        expect(new URL(path, base).origin).toBe(origin);
        expect(new URL(`${origin}${path}`).origin).toBe(origin);
        expect(new URL(path, base).username).toBe("");
        const onceDecoded = decodeURIComponent(path.split(/[?#]/)[0] ?? "");
        expect(new URL(onceDecoded, base).origin).toBe(origin);
        expect(new URL(new URL(onceDecoded, base).pathname, base).origin).toBe(origin);
      }
    }),
    { numRuns: 30_000 },
  );
  expect(accepted).toBeGreaterThan(3000);
});
