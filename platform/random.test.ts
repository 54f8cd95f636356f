import { expect, test } from "vitest";
import { drawRandom } from "./random.ts";

test("no draw repeats or overlaps another, across refills of the pool", () => {
  const drawn = Array.from({ length: 5_000 }, () => drawRandom(16).toString("hex"));
  expect(new Set(drawn).size).toBe(5_000);
  // As one stream, no eight bytes come back: a draw that overlapped its neighbour would show.
  const stream = drawn.join("");
  const windows = Array.from({ length: stream.length / 16 }, (_, at) =>
    stream.slice(at * 16, at * 16 + 16),
  );
  expect(new Set(windows).size).toBe(windows.length);
});

test("what was drawn is the caller's own", () => {
  const first = drawRandom(8);
  const copy = Buffer.from(first);
  for (let i = 0; i < 2_000; i += 1) drawRandom(64);
  expect(first).toEqual(copy);
  expect(() => drawRandom(2_000)).toThrow(RangeError);
});
