import { expect, test, vi } from "vitest";
import { lazySingleton, singleton } from "./singleton.ts";

test("a second copy of the module shares what the first one made", async () => {
  vi.resetModules();
  const copy = await import("./singleton.ts");
  expect(copy.singleton).not.toBe(singleton);
  const made = singleton("test-shared", () => ({ count: 0 }));
  expect(copy.singleton("test-shared", () => ({ count: 1 }))).toBe(made);
});

test("a make that throws is tried again", () => {
  const failing = () => {
    throw new Error("not yet");
  };
  expect(() => singleton("test-retry", failing)).toThrow("not yet");
  expect(singleton("test-retry", () => 7)).toBe(7);
});

test("a lazy singleton is made at its first use, once, and behaves as the object itself", () => {
  let made = 0;
  class Counter {
    #value = 0;
    label = "a";
    increment(): number {
      this.#value += 1;
      return this.#value;
    }
  }
  const lazy = lazySingleton("test-lazy", () => {
    made += 1;
    return new Counter();
  });
  expect(made).toBe(0);
  expect([lazy.increment(), lazy.increment()]).toEqual([1, 2]);
  lazy.label = "b";
  expect({ ...lazy }).toEqual({ label: "b" });
  expect("label" in lazy).toBe(true);
  expect(made).toBe(1);
});
