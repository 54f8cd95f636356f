import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { ssoClients } from "./sso-clients.ts";

/**
 * What a client has to be told about a session that ended (OpenID Connect Back-Channel Logout 1.0).
 * Written in the transaction of the end, and sent by a job. It outlives the session and the person.
 */
export const logoutDeliveries = pgTable(
  "logout_deliveries",
  {
    tenantId: uuid("tenant_id").notNull(),
    id: uuid("id").notNull(),
    ssoClientId: uuid("sso_client_id").notNull(),
    userId: uuid("user_id").notNull(),
    /** Who that was, as people know them. */
    email: text("email").notNull(),
    /** Null for what was given in a session that had ended by its age before. */
    sessionId: uuid("session_id"),
    /** What the client knows the session by; null when it was never told. */
    sid: text("sid"),
    state: text("state", { enum: ["pending", "delivered", "failed"] })
      .notNull()
      .default("pending"),
    tries: integer("tries").notNull().default(0),
    lastError: text("last_error"),
    createdAt: instant("created_at").notNull().defaultNow(),
    triedAt: instant("tried_at"),
    /** When it is tried again; null once it is delivered or given up. */
    nextTryAt: instant("next_try_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("logout_deliveries_by_user").on(table.tenantId, table.userId, table.createdAt),
    index("logout_deliveries_by_client").on(table.tenantId, table.ssoClientId, table.createdAt),
    index("logout_deliveries_by_time").on(table.createdAt),
    foreignKey({
      columns: [table.tenantId, table.ssoClientId],
      foreignColumns: [ssoClients.tenantId, ssoClients.id],
    }).onDelete("cascade"),
    check("logout_deliveries_state", sql`${table.state} in ('pending', 'delivered', 'failed')`),
  ],
);
