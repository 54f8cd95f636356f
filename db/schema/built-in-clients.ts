import { boolean, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * Whether a client that belongs to Gatehouse itself may be used. It is registered nowhere: without a row
 * it is on. Asked about together with any tenant's rows (a reference table on Citus).
 */
export const builtInClients = pgTable("built_in_clients", {
  clientId: text("client_id").primaryKey(),
  enabled: boolean("enabled").notNull(),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});
