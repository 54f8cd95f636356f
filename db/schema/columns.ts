import { customType, timestamp } from "drizzle-orm/pg-core";

/** `bytea`, as a Buffer: hashes and keys. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => "bytea",
});

/** `xid8`, as text: a transaction id that never wraps. */
export const transactionId = customType<{ data: string; driverData: string }>({
  dataType: () => "xid8",
});

/** `timestamptz(3)`: a Date holds milliseconds, and a cursor must name the very value stored. */
export const instant = (name: string) =>
  timestamp(name, { withTimezone: true, mode: "date", precision: 3 });
