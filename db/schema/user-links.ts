import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns.ts";
import { users } from "./users.ts";

/** One-time links that a person gets by mail, each for one purpose. Only the hash is kept. */
export const userLinks = pgTable(
  "user_links",
  {
    tenantId: uuid("tenant_id").notNull(),
    id: uuid("id").notNull(),
    userId: uuid("user_id").notNull(),
    purpose: text("purpose", { enum: ["invitation", "password_reset"] }).notNull(),
    tokenHash: bytes("token_hash").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    consumedAt: instant("consumed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("user_links_by_token").on(table.tenantId, table.tokenHash),
    index("user_links_by_user").on(table.tenantId, table.userId, table.purpose),
    index("user_links_by_expiry").on(table.expiresAt),
    foreignKey({
      columns: [table.tenantId, table.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
    check("user_links_purpose", sql`${table.purpose} in ('invitation', 'password_reset')`),
  ],
);
