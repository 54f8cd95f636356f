import { expect, test } from "vitest";
import { expiryWarning } from "./expiry-rules.ts";

const now = new Date("2026-11-01T00:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

test.each([
  [-1, 0],
  [0, 0],
  [0.01, 7],
  [7, 7],
  [7.01, 30],
  [30, 30],
  [60, 60],
  [60.01, null],
])("%d days before the end the warning is %j", (days, warning) => {
  expect(expiryWarning(inDays(days), now)).toBe(warning);
});

test("a secret without an end is never warned of", () => {
  expect(expiryWarning(null, now)).toBeNull();
});
