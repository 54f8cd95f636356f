import { foreignKey, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { ssoClients } from "./sso-clients.ts";
import { users } from "./users.ts";

/** What a person agreed that a client of somebody else's may know and do, until they withdraw it. */
export const consents = pgTable(
  "consents",
  {
    tenantId: uuid("tenant_id").notNull(),
    userId: uuid("user_id").notNull(),
    ssoClientId: uuid("sso_client_id").notNull(),
    scopes: text("scopes").array().notNull(),
    claims: text("claims").array().notNull(),
    /** Scopes by resource (RFC 8707). */
    resources: jsonb("resources").$type<Record<string, string[]>>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    /** When the client was last given tokens by it, to the minute; its grants are gone with their sessions. */
    lastUsedAt: instant("last_used_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.userId, table.ssoClientId] }),
    foreignKey({
      columns: [table.tenantId, table.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
    foreignKey({
      columns: [table.tenantId, table.ssoClientId],
      foreignColumns: [ssoClients.tenantId, ssoClients.id],
    }).onDelete("cascade"),
  ],
);
