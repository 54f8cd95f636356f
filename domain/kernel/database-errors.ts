import { GatehouseError, unavailable } from "./errors.ts";

/** Classes 08 (connection), 53 (resources), 57P (operator intervention) of PostgreSQL's error codes. */
const UNAVAILABLE_STATE = /^(08|53|57P0)/;
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

/** The same error, or `unavailable` when the database was away. Drizzle wraps the driver's error. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof GatehouseError) return error;
  const code = errorCode(error);
  if (code && (UNAVAILABLE_STATE.test(code) || CONNECTION_CODES.has(code)))
    return unavailable(error);
  return error;
}

/** True when `error` is a unique violation of the named constraint. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const source = databaseError(error);
  if (source?.code !== "23505") return false;
  return constraint === undefined || source.constraint_name === constraint;
}

function errorCode(error: unknown): string | undefined {
  return databaseError(error)?.code;
}

type DriverError = { code: string; constraint_name?: unknown };

function databaseError(error: unknown): DriverError | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if ("code" in at && typeof at.code === "string") return { ...at, code: at.code };
  }
  return null;
}
