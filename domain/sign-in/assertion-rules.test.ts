import { describe, expect, test } from "vitest";
import {
  directoryIsAllowed,
  emailIsTrusted,
  isFreshEnough,
  type UpstreamClaims,
} from "./assertion-rules.ts";

const claims: UpstreamClaims = {
  issuer: "https://issuer.example",
  subject: "1",
  email: "ada@acme.example",
  emailVerified: undefined,
  name: undefined,
  directoryId: "AAAAAAAA-0000-4000-8000-000000000001",
  authTime: undefined,
};
const mine = "aaaaaaaa-0000-4000-8000-000000000001";
const other = "bbbbbbbb-0000-4000-8000-000000000002";
const many = "https://login.microsoftonline.com/organizations/v2.0";
const single = `https://login.microsoftonline.com/${mine}/v2.0`;
const google = {
  kind: "google",
  issuer: "https://accounts.google.com",
  directoryIds: [],
  trustEmail: false,
} as const;
const entra = { kind: "azure-ad", issuer: many, directoryIds: [mine], trustEmail: false } as const;

describe("an asserted email", () => {
  test("is believed when the provider says that it verified it", () => {
    expect(emailIsTrusted({ ...claims, emailVerified: true }, google)).toBe(true);
  });

  test.each([false, undefined])(
    "with email_verified %s is not, unless the tenant trusts the provider",
    (emailVerified) => {
      expect(emailIsTrusted({ ...claims, emailVerified }, google)).toBe(false);
      expect(emailIsTrusted({ ...claims, emailVerified }, { ...google, kind: "oidc" })).toBe(false);
      expect(emailIsTrusted({ ...claims, emailVerified }, { ...google, trustEmail: true })).toBe(
        true,
      );
    },
  );

  test("of Entra ID is believed from the one directory, or from one that was chosen", () => {
    expect(emailIsTrusted(claims, { ...entra, issuer: single, directoryIds: [] })).toBe(true);
    expect(emailIsTrusted(claims, entra)).toBe(true);
    expect(emailIsTrusted(claims, { ...entra, directoryIds: [other] })).toBe(false);
  });

  test("of Entra ID is not believed from just any directory, whose admin writes what they like (nOAuth)", () => {
    expect(emailIsTrusted(claims, { ...entra, directoryIds: [] })).toBe(false);
    for (const shared of ["common", "consumers", "organizations"]) {
      const issuer = `https://login.microsoftonline.com/${shared}/v2.0`;
      expect(emailIsTrusted(claims, { ...entra, issuer, directoryIds: [] })).toBe(false);
    }
  });

  test("of Entra ID is not believed when it says that the domain is not the directory's", () => {
    expect(emailIsTrusted({ ...claims, emailVerified: false }, entra)).toBe(false);
  });
});

describe("a directory", () => {
  test("is allowed when it is listed, in whatever case, or when none is", () => {
    expect(directoryIsAllowed(claims, { directoryIds: [other, mine] })).toBe(true);
    expect(directoryIsAllowed(claims, { directoryIds: [] })).toBe(true);
    expect(directoryIsAllowed(claims, { directoryIds: [other] })).toBe(false);
    expect(directoryIsAllowed({ directoryId: undefined }, { directoryIds: [mine] })).toBe(false);
  });
});

describe("an authentication", () => {
  const now = 1_800_000_000;

  test.each([
    ["without max_age", undefined, undefined, true],
    ["now, for max_age 0", now, 0, true],
    ["with clocks five minutes apart", now - 299, 0, true],
    ["an hour ago, for an hour and the clocks", now - 3_900, 3_600, true],
    ["too long ago", now - 3_901, 3_600, false],
    ["at an untold time", undefined, 3_600, false],
  ])("%s: fresh enough is decided", (_, authTime, maxAge, fresh) => {
    expect(isFreshEnough({ authTime }, maxAge, now)).toBe(fresh);
  });
});
