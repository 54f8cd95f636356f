import fc from "fast-check";
import { expect, test } from "vitest";
import { isCommonPassword } from "./common-passwords.ts";
import { commonPasswords } from "./data/common-passwords.ts";
import { commonStems } from "./data/common-stems.ts";

const listed = commonPasswords.trim().split(/\s+/);

test("every listed password is refused, in any letter case", () => {
  expect(listed.length).toBeGreaterThan(300);
  for (const password of listed) {
    expect(isCommonPassword(password)).toBe(true);
    expect(isCommonPassword(password.toUpperCase())).toBe(true);
  }
});

test("the lists hold what they say", () => {
  expect(listed.filter((p) => p.length < 12 || p !== p.toLowerCase())).toEqual([]);
  const stems = commonStems.trim().split(/\s+/);
  expect(stems.filter((stem) => !/^[a-z]{4,11}$/.test(stem))).toEqual([]);
  expect(stems.length).toBeGreaterThan(2000);
});

test.each([
  ...[
    "Password2024!",
    "P@ssw0rd1234",
    "Summer2024!!",
    "sunshine12345",
    "123456monkey",
    "dr4gon!!2019",
  ],
  ...["gatehouse-123", "Welcome@2025x", "adminadmin12", "ButterflyButterfly", "football 1987"],
])("%s, a common word dressed up, is refused", (password) => {
  expect(isCommonPassword(password)).toBe(true);
});

test.each([
  ...[
    "aaaaaaaaaaaa",
    "abababababab",
    "abcabcabcabc",
    "121212121212",
    "x7Kq!x7Kq!x7Kq!",
    "aaaabbbbcccc",
  ],
  ...[
    "123456789012",
    "abcdefghijkl",
    "zyxwvutsrqpo",
    "9876543210987",
    "qwertyuiop[]",
    "1qaz2wsx3edc",
  ],
  ...["zxcvbnm,./asdf", "poiuytrewqlkj", "qazwsxedcrfv"],
])("%s, a pattern, is refused", (password) => {
  expect(isCommonPassword(password)).toBe(true);
});

test.each([
  ...["correct horse battery staple", "purple-lantern-sock", "Xk29fjQz81mmPa", "monkey!8f3kz9Q"],
  ...["we were operators", "watering-plants-daily", "ich mag kartoffeln", "vier Dromedare singen"],
  ...["butterfly582913", "Пароль не скажу", "三匹の子豚は家を建てた時"],
])("%s is a choice, and stands", (password) => {
  expect(isCommonPassword(password)).toBe(false);
});

test("little more than what belongs to the person is refused, a sentence with it is not", () => {
  const context = ["ada.lovelace", "Acme Inc"];
  for (const password of ["Ada.Lovelace99!", "L0velace-2024", "Acme-Inc-2024!", "!!acmeinc!!77"]) {
    expect(isCommonPassword(password, context)).toBe(true);
    expect(isCommonPassword(password)).toBe(false);
  }
  expect(isCommonPassword("lovelace rides a bicycle", context)).toBe(false);
  expect(isCommonPassword("velvet bicycle tuesday", ["al", ""])).toBe(false);
});

test("random passwords practically always stand, and nothing makes the check throw or stall", () => {
  const alphabet = fc.constantFrom(..."abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789");
  const random = fc.array(alphabet, { minLength: 16, maxLength: 16 }).map((c) => c.join(""));
  const refused = fc.sample(random, 2000).filter((password) => isCommonPassword(password));
  expect(refused.length).toBeLessThan(40);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.array(fc.string()), (password, context) => {
      expect(isCommonPassword(password, context)).toBeTypeOf("boolean");
    }),
  );
  expect(isCommonPassword(`a${"!".repeat(100_000)}b`)).toBe(true);
});
