import { expect, test } from "vitest";
import { translateDatabaseError } from "./database-errors.ts";
import { conflict, GatehouseError } from "./errors.ts";

/** An error as the driver throws it, within the one that Drizzle throws. */
function thrown(code: string): Error {
  const driver = Object.assign(new Error("said by the server"), { code });
  return new Error("Failed query", { cause: driver });
}

test.each([
  "08006",
  "40001",
  "40P01",
  "53300",
  "57P01",
  "ECONNREFUSED",
  "CONNECTION_CLOSED",
  "BUSY",
])("%s is unavailable: trying again is worth it", (code) => {
  const error = translateDatabaseError(thrown(code));
  expect(error).toMatchObject({ code: "unavailable", retryAfterSeconds: 2 });
});

test.each(["22007", "22008", "22021", "22P05"])("%s is invalid: it came from outside", (code) => {
  expect(translateDatabaseError(thrown(code))).toMatchObject({ code: "invalid" });
});

test.each(["42601", "23505", "42501", "22012"])(
  "%s stays what it is: a fault of our own",
  (code) => {
    const error = thrown(code);
    expect(translateDatabaseError(error)).toBe(error);
  },
);

test("an operation's own error stays, and what the server said is not told", () => {
  const own = conflict("Taken.");
  expect(translateDatabaseError(own)).toBe(own);
  for (const code of ["57P01", "22021"]) {
    const told = translateDatabaseError(thrown(code));
    if (!(told instanceof GatehouseError)) throw new Error("not translated");
    expect(JSON.stringify([told.message, told.fields])).not.toContain("said by the server");
  }
});
