import { foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { users } from "./users.ts";

/**
 * What somebody had typed when their session had ended, for the little while until they are signed in
 * again. Sealed: nobody reads it but that person, and what is typed may be anybody's business.
 */
export const formDrafts = pgTable(
  "form_drafts",
  {
    tenantId: uuid("tenant_id").notNull(),
    id: uuid("id").notNull(),
    userId: uuid("user_id").notNull(),
    sealed: text("sealed").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("form_drafts_by_user").on(table.tenantId, table.userId, table.createdAt),
    index("form_drafts_by_expiry").on(table.expiresAt),
    foreignKey({
      columns: [table.tenantId, table.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
  ],
);
