import { describe, expect, test } from "vitest";
import { z } from "zod";
import { decodeCursor, defineList, encodeCursor, searchText } from "./list.ts";
import { parse } from "./operation.ts";

const things = defineList({
  sort: ["name", "createdAt"],
  defaultSort: "name",
  filters: { search: searchText, status: z.enum(["on", "off"]).optional() },
});
const cursor = encodeCursor({ sort: "-name", towards: "next", key: "a", tie: "b" });

describe("for the API, strictly", () => {
  test("a column that the list does not name is refused, with those that it does", () => {
    expect(() => parse(things.input, { sort: "password_hash" })).toThrow(
      expect.objectContaining({ fields: { sort: expect.stringContaining("-createdAt") } }),
    );
  });

  test.each([{ limit: 101 }, { limit: 0 }, { limit: "ten" }, { status: "half" }, { count: "ja" }])(
    "%j is refused",
    (input) => {
      expect(things.input.safeParse(input).success).toBe(false);
    },
  );

  test("nothing asked is the first page in the list's own order, uncounted", () => {
    expect(parse(things.input, {})).toEqual({ limit: 50, sort: "name", count: false });
  });
});

describe("for an address that a person edits, leniently", () => {
  test("what means something is kept, and the rest is left out", () => {
    const read = things.fromUrl({
      sort: "-name",
      status: "half",
      limit: "1000000",
      search: " ada ",
      unknown: "x",
      cursor,
    });
    expect(read).toEqual({ sort: "-name", search: " ada ", cursor });
  });

  test("of a parameter that stands twice the first counts", () => {
    expect(things.fromUrl({ status: ["on", "off"] })).toEqual({ status: "on" });
  });

  test("a cursor of another order, and one that is none, leads to the first page", () => {
    expect(things.fromUrl({ sort: "name", cursor })).toEqual({ sort: "name" });
    expect(things.fromUrl({ cursor })).toEqual({});
    expect(things.fromUrl({ cursor: "made-up" })).toEqual({});
  });
});

test("a cursor's text says what was put in, and other texts say nothing", () => {
  expect(decodeCursor(cursor)).toEqual({ sort: "-name", towards: "next", key: "a", tie: "b" });
  for (const text of ["", "x", Buffer.from('["name"]').toString("base64url")]) {
    expect(decodeCursor(text)).toBeNull();
  }
});
