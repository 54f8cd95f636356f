import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns.ts";
import { users } from "./users.ts";

/** A signed-in browser. `pending` until every factor that the tenant asks for was given. */
export const sessions = pgTable(
  "sessions",
  {
    tenantId: uuid("tenant_id").notNull(),
    id: uuid("id").notNull(),
    userId: uuid("user_id").notNull(),
    tokenHash: bytes("token_hash").notNull(),
    state: text("state", { enum: ["pending", "active"] }).notNull(),
    aal: integer("aal").notNull(),
    method: text("method", { enum: ["password", "google", "azure-ad", "oidc"] }).notNull(),
    providerName: text("provider_name"),
    issuer: text("issuer"),
    loginDomain: text("login_domain"),
    address: text("address").notNull(),
    userAgent: text("user_agent").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("sessions_by_token").on(table.tenantId, table.tokenHash),
    index("sessions_by_user").on(table.tenantId, table.userId),
    index("sessions_by_expiry").on(table.expiresAt),
    foreignKey({
      columns: [table.tenantId, table.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
    check("sessions_state", sql`${table.state} in ('pending', 'active')`),
    check("sessions_aal", sql`${table.aal} in (1, 2)`),
  ],
);
