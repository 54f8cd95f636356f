import { sql } from "drizzle-orm";
import { boolean, check, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * One MSP organisation. The platform itself is the row with the nil id: its users are the operators,
 * so that sessions, passwords and audit events need no second shape for them.
 */
export const tenants = pgTable(
  "tenants",
  {
    id: uuid("id").primaryKey(),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    status: text("status", { enum: ["active", "suspended"] })
      .notNull()
      .default("active"),
    appFallback: text("app_fallback", { enum: ["allowed", "denied"] })
      .notNull()
      .default("allowed"),
    ssoEnforced: boolean("sso_enforced").notNull().default(false),
    sessionLifetimeHours: integer("session_lifetime_hours").notNull().default(12),
    sessionIdleMinutes: integer("session_idle_minutes").notNull().default(60),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    check("tenants_status", sql`${table.status} in ('active', 'suspended')`),
    check("tenants_app_fallback", sql`${table.appFallback} in ('allowed', 'denied')`),
    check("tenants_session_lifetime", sql`${table.sessionLifetimeHours} between 1 and 720`),
    check("tenants_session_idle", sql`${table.sessionIdleMinutes} between 5 and 43200`),
  ],
);
