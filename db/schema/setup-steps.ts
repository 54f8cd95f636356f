import { sql } from "drizzle-orm";
import { check, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * What operators did of the setup that no other row tells. A step without a row is still to do; most
 * of a step's state is read from what is there, such as the tenants.
 */
export const setupSteps = pgTable(
  "setup_steps",
  {
    step: text("step", { enum: ["operator", "address", "mail", "tenant"] }).primaryKey(),
    outcome: text("outcome", { enum: ["done", "skipped"] }).notNull(),
    /** What it was done for: the address confirmed, the test mail's id, or `outbox`. */
    value: text("value"),
    at: instant("at").notNull().defaultNow(),
  },
  (table) => [
    check("setup_steps_step", sql`${table.step} in ('operator', 'address', 'mail', 'tenant')`),
    check("setup_steps_outcome", sql`${table.outcome} in ('done', 'skipped')`),
  ],
);
