import { describe, expect, it } from "vitest";
import { hrefWith, urlState } from "./url-state.ts";

const at = urlState("/t/acme/users", {
  search: "ada",
  status: "active",
  cursor: "abc",
  peek: "42",
  empty: "",
  twice: ["first", "second"],
});

describe("a list's address", () => {
  it("keeps one value a name, and none that are empty", () => {
    expect(at.params).toEqual({
      search: "ada",
      status: "active",
      cursor: "abc",
      peek: "42",
      twice: "first",
    });
  });

  it("forgets the page and what stood open when filter, sort or search change", () => {
    expect(hrefWith(at, { status: null, twice: null })).toBe("/t/acme/users?search=ada");
    expect(hrefWith(at, { sort: "-name", twice: null })).toBe(
      "/t/acme/users?search=ada&sort=-name&status=active",
    );
  });

  it("keeps the page while something opens or closes on it", () => {
    const page = urlState("/users", { cursor: "abc" });
    expect(hrefWith(page, { peek: "42" })).toBe("/users?cursor=abc&peek=42");
    expect(hrefWith(page, { dialog: "delete", target: "a&b" })).toBe(
      "/users?cursor=abc&dialog=delete&target=a%26b",
    );
  });

  it("goes to another page with nothing open", () => {
    expect(hrefWith(urlState("/users", { peek: "42", cursor: "a" }), { cursor: "b" })).toBe(
      "/users?cursor=b",
    );
  });
});
