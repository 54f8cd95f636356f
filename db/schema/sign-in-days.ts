import { date, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { tenants } from "./tenants.ts";

/** The sign-ins of past days, counted once from the audit log, which never changes. Days are UTC. */
export const signInDays = pgTable(
  "sign_in_days",
  {
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    day: date("day").notNull(),
    /** A way to sign in, or `failure`. */
    way: text("way").notNull(),
    count: integer("count").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.day, table.way] })],
);

/** The days that were counted, for every tenant at once. */
export const signInRollups = pgTable("sign_in_rollups", {
  day: date("day").primaryKey(),
  countedAt: instant("counted_at").notNull().defaultNow(),
});
