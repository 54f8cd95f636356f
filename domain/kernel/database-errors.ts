import { noteOutage } from "#platform/outage.ts";
import { GatehouseError, invalid, unavailable } from "./errors.ts";

/**
 * Classes 08 (connection), 40 (rolled back, such as a deadlock), 53 (resources) and 57P (operator
 * intervention) of PostgreSQL's error codes: nothing was changed, and trying again is worth it.
 */
const UNAVAILABLE_STATE = /^(08|40|53|57P0)/;
/** 22007, 22008: no such time; 22021, 22P05: a character that no text can hold, such as NUL. */
const UNSTORABLE_STATE = /^(22007|22008|22021|22P05)$/;
const CONNECTION_CODES = new Set([
  // The queue of password hashes is full: overloaded, as a database without free connections is.
  "BUSY",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
]);

/**
 * The same error, or `unavailable` when the database was away or we are overloaded, or `invalid`
 * when what somebody entered cannot be stored or compared. Drizzle wraps the driver's error.
 */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof GatehouseError) return error;
  const code = errorCode(error);
  if (code && (UNAVAILABLE_STATE.test(code) || CONNECTION_CODES.has(code))) {
    noteOutage();
    return unavailable(error);
  }
  if (code && UNSTORABLE_STATE.test(code)) {
    return invalid({ input: "This has a time or a character that cannot be stored." });
  }
  return error;
}

function errorCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return undefined;
}
