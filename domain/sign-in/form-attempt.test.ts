import { expect, test } from "vitest";
import { signPayload } from "#platform/signed.ts";
import { type FormAttempt, readAttempt, signAttempt } from "./form-attempt.ts";

const attempt: FormAttempt = {
  id: "attempt-1",
  email: "ann@acme.com",
  eligible: ["google"],
  failure: { message: "We couldn't sign you in.", requestId: "r-1" },
  startUrl: null,
};

test("the page that an attempt led to shows it, and no other page does", () => {
  const cookie = signAttempt(attempt);
  expect(readAttempt(cookie, "attempt-1")).toEqual(attempt);
  for (const id of ["attempt-2", "", undefined]) expect(readAttempt(cookie, id)).toBeNull();
  expect(readAttempt(undefined, "attempt-1")).toBeNull();
});

test("a forged, altered or borrowed attempt is shown by no page", () => {
  const cookie = signAttempt(attempt);
  const borrowed = signPayload("sign-in-discovery", attempt, 600);
  const late = signPayload("sign-in-attempt", attempt, -1);
  const misshapen = signPayload("sign-in-attempt", { ...attempt, eligible: ["github"] }, 600);
  for (const forged of ["", "x.y", `${cookie}x`, cookie.slice(1), borrowed, late, misshapen]) {
    expect(readAttempt(forged, "attempt-1")).toBeNull();
  }
});
