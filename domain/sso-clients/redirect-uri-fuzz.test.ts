import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesRegistered, parseRedirectUri } from "./redirect-uri-rules.ts";

const MUTATIONS = 100_000;

const registered = [
  "https://app.example/callback",
  "https://app.example:8443/a/b?tenant=1",
  "https://xn--mnchen-3ya.example/cb",
  "http://127.0.0.1/cb",
  "http://127.0.0.1:9000",
  "http://[::1]:8080/cb?x=1",
  "http://localhost:3000/cb",
  "com.example.app:/oauth2redirect",
];

/** What fooled others: user information, encodings, parsers that disagree, hosts that look alike. */
// biome-ignore format: a table is read by its kinds
const pieces = [
  "@", "@@", "%40", "%25@", "%2540", "@evil.example", "https://evil.example@", "app.example@evil.example",
  "\\", "\\\\", "/\\", "%5c", "%5C@", "\t", "\n", "\r", "\r\n", "%09", "%0a", "\u0000", "%00", " ", "%20", "+",
  "/", "//", "///", "/.", "/..", "/../", "/./", "%2e%2e", "%2E%2E/", "..;/", ";", "?", "?x=1", "&", "%26", "#", "#x", "%23",
  ":", ":80", ":443", ":0", ":00080", ":65535", ":65536", ":99999", ":1e3", ":-1", ":%38%30", "::", "[", "]", "[::1]", "[::ffff:7f00:1]",
  ".", "..", ".evil.example", "evil.example", "-evil", "xn--", "münchen", "аpp", "ａ", "。", "．", "＠", "／", "ß", "İ", "\u200b", "\u202e", "\ufeff",
  "https:", "HTTPS:", "http:", "javascript:", "data:", "file:", "ftp:", "blob:", "127.1", "0x7f.1", "2130706433", "127.0.0.1", "127.0.0.1.evil.example",
  "localhost", "LOCALHOST", "*", "%2a", "'", '"', "<", ">", "`", "{", "}", "|", "^", "%", "%zz", "%u0041", "callback", "CALLBACK", "cb",
] as const;

type Step = { at: number; of: number; insert: string; remove: number; flip: boolean };

const step: fc.Arbitrary<Step> = fc.record({
  at: fc.nat(120),
  of: fc.nat(3),
  insert: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.string({ maxLength: 3, unit: "binary" }) },
    { weight: 1, arbitrary: fc.nat(70_000).map((port) => `:${port}`) },
    { weight: 2, arbitrary: fc.constant("") },
  ),
  remove: fc.nat(4),
  flip: fc.boolean(),
});

const mutation = fc
  .tuple(fc.constantFrom(...registered), fc.array(step, { minLength: 1, maxLength: 3 }))
  .map(([from, steps]) => steps.reduce(mutate, from));

function mutate(text: string, { at, of, insert, remove, flip }: Step): string {
  // Half of the mutations fall where schemes, hosts and ports end: there parsers disagree.
  const seams = [...text.matchAll(/[:/?@.]/g)].map(({ index }) => index);
  const where = of === 0 ? at % (text.length + 1) : (seams[at % (seams.length || 1)] ?? 0);
  const head = text.slice(0, where);
  const tail = text.slice(where + remove);
  return head + insert + (flip && insert === "" ? tail.toUpperCase() : tail);
}

/** An oracle of its own kind: it takes no expression of the product's, but splits by hand. */
function mayMatch(presented: string): boolean {
  if (registered.includes(presented)) return true;
  return ["http://127.0.0.1", "http://[::1]"].some((origin) => {
    if (!presented.startsWith(origin)) return false;
    const rest = presented.slice(origin.length);
    const digits = rest.startsWith(":") ? (rest.slice(1).split(/[^0-9]/, 1)[0] ?? "") : null;
    if (digits !== null && (digits === "" || digits.startsWith("0") || Number(digits) > 65_535))
      return false;
    const path = digits === null ? rest : rest.slice(1 + digits.length);
    return registered.some((uri) => {
      if (!uri.startsWith(origin)) return false;
      const own = uri.slice(origin.length);
      const ownPath = own.startsWith(":") ? own.replace(/^:[0-9]+/, "") : own;
      return ownPath === path;
    });
  });
}

test(`of ${MUTATIONS} mutations only those are accepted that are registered, the port of loopback aside`, () => {
  let [accepted, refused] = [0, 0];
  fc.assert(
    fc.property(mutation, (presented) => {
      const isAccepted = matchesRegistered(registered, presented);
      if (isAccepted) accepted += 1;
      else refused += 1;
      expect([presented, isAccepted]).toEqual([presented, mayMatch(presented)]);
    }),
    { numRuns: MUTATIONS },
  );
  // Both sides were tried, or the test would say nothing.
  expect(accepted).toBeGreaterThan(500);
  expect(refused).toBeGreaterThan(50_000);
}, 120_000);

test(`of ${MUTATIONS} mutations only those may be registered that every parser reads the same way`, () => {
  let accepted = 0;
  fc.assert(
    fc.property(mutation, (text) => {
      const parsed = parseRedirectUri(text);
      if (!parsed.ok) return;
      accepted += 1;
      const url = new URL(text);
      expect(url.href === text || url.href === `${text}/`).toBe(true);
      expect(text).toMatch(/^[\x21-\x7e]+$/);
      expect(text).not.toMatch(/[\\#*]/);
      expect([url.username, url.password, url.hash]).toEqual(["", "", ""]);
      // What stands between the scheme and the path is the host that a parser finds, and its port.
      const authority = /^https?:\/\/([^/?]*)/.exec(text)?.[1];
      if (authority !== undefined) expect(url.host).toBe(authority);
      if (parsed.kind === "https") expect(url.protocol).toBe("https:");
      if (parsed.kind === "loopback") {
        expect(["127.0.0.1", "[::1]", "localhost"]).toContain(url.hostname);
      }
    }),
    { numRuns: MUTATIONS },
  );
  expect(accepted).toBeGreaterThan(500);
}, 120_000);
