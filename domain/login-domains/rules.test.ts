import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextCheckDelaySeconds } from "./check-schedule.ts";
import { type DomainName, parseDomainName } from "./email-address.ts";
import { parseClaim } from "./parse-claim.ts";
import { publicMailDomains } from "./public-mail-domains.ts";
import { challengeRecord, refusalOf, routeCandidates } from "./rules.ts";

function domainName(raw: string): DomainName {
  const domain = parseDomainName(raw);
  if (!domain) throw new Error(`${raw} is no domain`);
  return domain;
}

describe("refused names", () => {
  test.each(["co.uk", "com.au", "github.io", "s3.amazonaws.com", "公司.cn"])(
    "%s is a public suffix",
    (name) => {
      expect(refusalOf(domainName(name))).toContain("public suffix");
    },
  );

  test.each(["gmail.com", "GMAIL.com.", "hotmail.co.uk", "qq.com", "mail.gmail.com", "a.b.gmx.de"])(
    "%s is a public mail domain, or below one",
    (name) => {
      expect(refusalOf(domainName(name))).toContain("gives addresses to anyone");
    },
  );

  test("every listed mail domain is normalised, so that it is found, and is refused", () => {
    for (const domain of publicMailDomains) {
      expect(parseDomainName(domain)).toBe(domain);
      expect(refusalOf(domainName(domain))).not.toBeNull();
    }
  });

  test.each(["app.localhost", "printer.local", "x.invalid", "abc.onion", "1.in-addr.arpa"])(
    "%s is no public name",
    (name) => {
      expect(refusalOf(domainName(name))).toContain("not a public domain name");
    },
  );

  test.each([
    "localhost",
    "intranet",
    "127.0.0.1",
    "[::1]",
    "*.com",
    "*.",
    "ann@acme.com",
    "*.*.com",
  ])("%s is no domain to claim", (name) => {
    expect(() => parseClaim(name)).toThrow(expect.objectContaining({ code: "invalid" }));
  });

  test.each(["acme.com", "acme.co.uk", "mail.acme.com", "notgmail.com", "gmail.com.acme.com"])(
    "%s may be claimed",
    (name) => {
      expect(refusalOf(domainName(name))).toBeNull();
    },
  );
});

describe("scope", () => {
  test("a star is a choice, and only in front", () => {
    expect(parseClaim(" *.Acme.com ")).toEqual({ domain: "acme.com", wildcard: true });
    expect(parseClaim("acme.com")).toEqual({ domain: "acme.com", wildcard: false });
    expect(() => parseClaim("a.*.com")).toThrow();
  });

  test("a star has two labels after it, and never a public suffix", () => {
    expect(() => parseClaim("*.com")).toThrow();
    expect(refusalOf(parseClaim("*.co.uk").domain)).toContain("public suffix");
  });

  test("candidates are the domain and its parents, whole labels only, most labels first", () => {
    expect(routeCandidates("a.b.acme.com")).toEqual(["a.b.acme.com", "b.acme.com", "acme.com"]);
    expect(routeCandidates("notacme.com")).toEqual(["notacme.com"]);
  });

  test("no candidate is a single label, whatever the domain", () => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        const candidates = routeCandidates(domain);
        expect(candidates[0]).toBe(domain);
        for (const candidate of candidates) {
          expect(candidate).toContain(".");
          expect(domain === candidate || domain.endsWith(`.${candidate}`)).toBe(true);
        }
      }),
    );
  });
});

test("the proof stands below the domain itself, under a name of ours", () => {
  expect(challengeRecord("acme.com", "t0ken")).toEqual({
    host: "_gatehouse-challenge.acme.com",
    value: "gatehouse-verification=t0ken",
  });
});

describe("automatic checks", () => {
  const hour = 3600;

  test.each([
    ["at once", 0, 8],
    ["in the first quarter of an hour", 14 * 60, 8],
    ["in the first hours", hour, 60],
    ["in the first half day", 11 * hour, 300],
    ["until 72 hours have passed", 72 * hour - 1, 1800],
  ])("go on %s", (_, ageSeconds, delaySeconds) => {
    expect(nextCheckDelaySeconds(ageSeconds)).toBe(delaySeconds);
  });

  test("end after 72 hours", () => {
    expect(nextCheckDelaySeconds(72 * hour)).toBeNull();
    expect(nextCheckDelaySeconds(1_000 * hour)).toBeNull();
  });

  test("are at most a few hundred a claim", () => {
    let checks = 0;
    for (let age = 10; checks < 500; checks += 1) {
      const delaySeconds = nextCheckDelaySeconds(age);
      if (delaySeconds === null) break;
      age += delaySeconds;
    }
    expect(checks).toBeGreaterThan(300);
    expect(checks).toBeLessThan(500);
  });
});
