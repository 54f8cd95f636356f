import fc from "fast-check";
import { toASCII } from "tr46";
import { describe, expect, test } from "vitest";
import { parseDomainName, parseEmailAddress, uts46 } from "./email-address.ts";

const domainOf = (raw: unknown) => parseEmailAddress(raw)?.domain ?? null;

/** Text as people and attackers type it: letters of many scripts, marks, and what separates. */
const typed = fc
  .array(
    fc.oneof(
      fc.constantFrom("a", "B", "ß", "İ", "Σ", "é", "e\u0301", "ﬁ", "Å", "℡", "ㇰ", "中", "🙂"),
      fc.constantFrom(
        "@",
        ".",
        "-",
        "+",
        '"',
        "\\",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u3002",
        "\u0301",
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

describe("normalising", () => {
  test.each([
    ["Ann@Acme.COM", "acme.com"],
    ["  ann@acme.com \n", "acme.com"],
    ["ann@acme.com.", "acme.com"],
    ["an\u200bn@ac\u200dme\u2060.c\ufeffom\u00ad", "acme.com"],
    ["ann@ＡＣＭＥ．com", "acme.com"],
    ["ann@acme。com", "acme.com"],
    ["ann@Bücher.example", "xn--bcher-kva.example"],
    ["ann@bu\u0308cher.example", "xn--bcher-kva.example"],
    ["ann@XN--BCHER-KVA.example", "xn--bcher-kva.example"],
    ["ann@straße.example", "xn--strae-oqa.example"],
    ['"a@b"@acme.com', "acme.com"],
    ['"a\\"@b"@acme.com', "acme.com"],
  ])("%j is of the domain %s, however it is spelled", (raw, domain) => {
    expect(domainOf(raw)).toBe(domain);
  });

  test("a capital that composes only as a small letter is that letter", () => {
    expect(parseEmailAddress("J\u030cane@acme.com")).toEqual(parseEmailAddress("ǰane@acme.com"));
  });

  test("every spelling of an address is one address", () => {
    const spellings = [
      "Zoé@Acme.com",
      "zoe\u0301@acme.com",
      "zoe\u200b\u0301@acme.com.",
      "\ufeff ZOÉ@ACME.COM",
      "ｚｏé@acme．com",
    ];
    expect(new Set(spellings.map((raw) => parseEmailAddress(raw)?.address))).toEqual(
      new Set(["zoé@acme.com"]),
    );
  });

  test("what was normalised once stays as it is", () => {
    fc.assert(
      fc.property(typed, (raw) => {
        const domain = parseDomainName(raw);
        if (domain !== null) expect(parseDomainName(domain)).toBe(domain);
        const email = parseEmailAddress(`${raw}@acme.com`) ?? parseEmailAddress(`ann@${raw}`);
        if (email !== null) expect(parseEmailAddress(email.address)).toEqual(email);
      }),
      { numRuns: 5_000 },
    );
  });

  test("whatever is typed, the domain is plain ASCII of a shape that DNS can carry", () => {
    fc.assert(
      fc.property(typed, typed, (left, right) => {
        const domain = domainOf(`${left}@${right}.com`);
        if (domain === null) return;
        expect(domain).toMatch(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+$/);
        expect(domain.length).toBeLessThanOrEqual(253);
        expect(domain.split(".").every((label) => label.length <= 63)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  test("what needs no UTS 46 is what UTS 46 leaves as it is", () => {
    const plain = fc
      .array(fc.constantFrom("a", "z", "0", "9", "-", "--", ".", "x", "xn", "xn--", "bcher-kva"), {
        minLength: 1,
        maxLength: 40,
      })
      .map((parts) => parts.join("").replace(/\.+$/, ""));
    fc.assert(
      fc.property(plain, (name) => {
        const ascii = toASCII(name, uts46);
        if (ascii !== null) expect(ascii).toBe(name);
        if (parseDomainName(name) !== null) expect(ascii).toBe(name);
      }),
      { numRuns: 20_000 },
    );
  });

  test("a normalised address is never longer than an address may be, however short it was typed", () => {
    const typed = `${Array.from({ length: 16 }, () => "üäöüä").join(".")}.example`;
    const domain = parseDomainName(typed) ?? "";
    const room = 254 - "@".length - domain.length;
    expect(typed.length).toBeLessThan(domain.length);
    expect(parseEmailAddress(`${"a".repeat(room)}@${typed}`)?.address).toHaveLength(254);
    expect(parseEmailAddress(`${"a".repeat(room + 1)}@${typed}`)).toBeNull();
  });
});

describe("an address that is not exactly one is invalid", () => {
  test.each([
    ["no sign", "ann.acme.com"],
    ["two signs", "ann@evil.com@acme.com"],
    ["two signs around a quote", 'ann@"x"@acme.com'],
    ["an unfinished quote", '"ann@acme.com'],
    ["a full-width sign", "ann＠acme.com"],
    ["a full-width sign beside a real one", "ann＠evil.com@acme.com"],
    ["a small sign", "ann﹫acme.com"],
    ["no local part", "@acme.com"],
    ["no domain", "ann@"],
    ["a space inside", "an n@acme.com"],
    ["a space in quotes", '"an n"@acme.com'],
    ["a no-break space", "an\u00a0n@acme.com"],
    ["a tab", "ann@ac\tme.com"],
    ["a line break", "ann@acme.com\r\nbcc: bob@evil.com"],
    ["a NUL", "ann\u0000@acme.com"],
    ["a direction override", "ann\u202e@acme.com"],
    ["a lone surrogate", "ann\ud800@acme.com"],
    ["a list", "ann@acme.com,bob@evil.com"],
    ["a display name", "Ann <ann@acme.com>"],
    ["a comment", "ann(x)@acme.com"],
    ["a long local part", `${"a".repeat(65)}@acme.com`],
    ["10,000 characters", `${"a".repeat(10_000)}@acme.com`],
    ["a number", 7],
    ["an object", { email: "ann@acme.com" }],
    ["an array", ["ann@acme.com"]],
    ["nothing", null],
  ])("%s", (_, raw) => {
    expect(parseEmailAddress(raw)).toBeNull();
  });
});

describe("a name that is no host name of two labels is invalid", () => {
  test.each([
    ["a single label", "intranet"],
    ["localhost", "localhost"],
    ["an IPv4 address", "127.0.0.1"],
    ["an IPv4 address in hexadecimal", "1.0x7f"],
    ["an address literal", "[127.0.0.1]"],
    ["an IPv6 literal", "[::1]"],
    ["two trailing dots", "acme.com.."],
    ["an empty label", "acme..com"],
    ["a leading dot", ".acme.com"],
    ["a hyphen first", "-acme.com"],
    ["a hyphen last", "acme-.com"],
    ["an underscore", "a_b.com"],
    ["a slash", "acme.com/x"],
    ["a port", "acme.com:80"],
    ["a scheme", "https://acme.com"],
    ["a star", "*.acme.com"],
    ["a label of 64", `${"a".repeat(64)}.com`],
    [
      "254 characters",
      `${Array.from({ length: 5 }, () => "a".repeat(49)).join(".")}.com${"m".repeat(2)}`,
    ],
    ["an A-label that stands for nothing", "xn--a.com"],
    ["a character that UTS 46 refuses", "ac\ufffdme.com"],
  ])("%s", (_, raw) => {
    expect(parseDomainName(raw)).toBeNull();
  });

  test("63 characters a label and 253 in all are the most, and are allowed", () => {
    const label = "a".repeat(63);
    expect(parseDomainName(`${label}.com`)).toBe(`${label}.com`);
    const longest = `${label}.${label}.${label}.${"b".repeat(57)}.com`;
    expect(longest).toHaveLength(253);
    expect(parseDomainName(longest)).toBe(longest);
    expect(parseDomainName(`b${longest}`)).toBeNull();
  });
});

test("a look-alike in another script is another domain", () => {
  const cyrillic = domainOf("ann@аcme.com");
  expect(cyrillic).toMatch(/^xn--/);
  expect(cyrillic).not.toBe(domainOf("ann@acme.com"));
});

test("a plus address, or any other local part, never changes the domain", () => {
  expect(domainOf("ann+acme.org@acme.com")).toBe("acme.com");
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,60}$/), (local) => {
      expect(domainOf(`${local}@acme.com`)).toBe("acme.com");
    }),
  );
});
