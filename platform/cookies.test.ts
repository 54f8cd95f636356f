import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { clearCookie, parseCookies, serializeCookie } from "./cookies.ts";
import { startProcessWith } from "./test-process.ts";

beforeEach(() => startProcessWith({ BASE_URL: "https://sso.example.com" }));

test("a cookie is HttpOnly, Secure, SameSite=Lax and for the whole site unless told otherwise", () => {
  expect(serializeCookie("a", "b", { maxAgeSeconds: 60 })).toBe(
    "a=b; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=Lax",
  );
  expect(serializeCookie("a", "b", { httpOnly: false, sameSite: "Strict", path: "/x" })).toBe(
    "a=b; Path=/x; Secure; SameSite=Strict",
  );
  expect(clearCookie("a")).toBe("a=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax");
});

test("without https there is no Secure, and no __Host- cookie, which a browser would drop", () => {
  expect(serializeCookie("__Host-a", "b")).toContain("Secure");
  expect(() => serializeCookie("__Host-a", "b", { path: "/x" })).toThrow(TypeError);
  startProcessWith({ BASE_URL: "http://localhost:3000" });
  expect(serializeCookie("a", "b")).not.toContain("Secure");
  expect(() => serializeCookie("__Host-a", "b")).toThrow(TypeError);
});

test("any value survives the way through a header, and adds no attribute", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (value) => {
      const [pair = "", ...attributes] = serializeCookie("n", value).split("; ");
      expect(attributes).toEqual(["Path=/", "HttpOnly", "Secure", "SameSite=Lax"]);
      expect(parseCookies(`x=1; ${pair}; y=2`).get("n")).toBe(value);
    }),
  );
});

test.each(["", "a b", "a;b", "a=b", "a\r\nb", "ä"])("the name %j is refused", (name) => {
  expect(() => serializeCookie(name, "v")).toThrow(TypeError);
});

test("a path that would add an attribute is refused, and a cookie that no browser keeps", () => {
  expect(() => serializeCookie("a", "b", { path: "/; Domain=evil.example" })).toThrow(TypeError);
  expect(() => serializeCookie("a", "b", { path: "/\r\nX: y" })).toThrow(TypeError);
  expect(() => serializeCookie("a", "x".repeat(4096))).toThrow(RangeError);
});

test("of duplicates the first wins", () => {
  expect(parseCookies("a=1; a=2; b=3")).toEqual(
    new Map([
      ["a", "1"],
      ["b", "3"],
    ]),
  );
});

test("malformed pieces are ignored and hide nothing", () => {
  const header =
    'a; =b; ;;c d=1; e=%E0%A4%A; f="quoted"; g=a b; h=\u00e9; a=ok; __proto__=p; i=1=2';
  expect(Object.fromEntries([...parseCookies(header)].map(([k, v]) => [`_${k}`, v]))).toEqual({
    _f: "quoted",
    _a: "ok",
    ___proto__: "p",
    _i: "1=2",
  });
});

test("parsing never throws", () => {
  fc.assert(fc.property(fc.string(), (header) => parseCookies(header) instanceof Map));
  expect(parseCookies(null).size).toBe(0);
  expect(parseCookies(undefined).size).toBe(0);
});
