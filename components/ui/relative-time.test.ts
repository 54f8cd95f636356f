import { expect, test } from "vitest";
import { exactTime, relativeTime } from "./relative-time.tsx";

const now = new Date("2026-11-20T16:05:12.345Z");
const before = (ms: number) => new Date(now.getTime() - ms);

test.each([
  [0, "just now"],
  [59_999, "just now"],
  [60_000, "1 minute ago"],
  [59 * 60_000, "59 minutes ago"],
  [3 * 3_600_000, "3 hours ago"],
  [24 * 3_600_000, "yesterday"],
  [40 * 24 * 3_600_000, "last month"],
  [-2 * 24 * 3_600_000, "in 2 days"],
  [-7 * 24 * 3_600_000 + 5_000, "in 7 days"],
])("%d ms before now reads as %s", (ms, words) => {
  expect(relativeTime(before(ms), now)).toBe(words);
});

test("the exact time is in UTC, whatever zone the server runs in", () => {
  expect(exactTime(now)).toBe("2026-11-20 16:05:12 UTC");
});
