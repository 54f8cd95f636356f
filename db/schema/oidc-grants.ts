import { boolean, foreignKey, index, jsonb, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { sessions } from "./sessions.ts";
import { ssoClients } from "./sso-clients.ts";
import { users } from "./users.ts";

/**
 * What one authorization gave a client: the family of all its tokens. Every token names its grant,
 * so ending the grant ends them; and whatever a grant rests on takes it along when it goes: deleting
 * the session, the person or the client deletes it in the same transaction.
 */
export const oidcGrants = pgTable(
  "oidc_grants",
  {
    tenantId: uuid("tenant_id").notNull(),
    id: uuid("id").notNull(),
    /** Null for Gatehouse's own command line, which is registered nowhere. */
    ssoClientId: uuid("sso_client_id"),
    userId: uuid("user_id").notNull(),
    /** The session it was given in; null once that ended by its age and the grant outlives it. */
    sessionId: uuid("session_id"),
    /** Given for `offline_access`: it outlives the session's age, though never an end on purpose. */
    offline: boolean("offline").notNull(),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    /** A token of the family was shown twice, or was revoked: nothing of it counts any more. */
    revokedAt: instant("revoked_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("oidc_grants_by_session").on(table.tenantId, table.sessionId),
    index("oidc_grants_by_user").on(table.tenantId, table.userId, table.ssoClientId),
    index("oidc_grants_by_client").on(table.tenantId, table.ssoClientId),
    index("oidc_grants_by_expiry").on(table.expiresAt),
    foreignKey({
      columns: [table.tenantId, table.ssoClientId],
      foreignColumns: [ssoClients.tenantId, ssoClients.id],
    }).onDelete("cascade"),
    foreignKey({
      columns: [table.tenantId, table.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
    foreignKey({
      columns: [table.tenantId, table.sessionId],
      foreignColumns: [sessions.tenantId, sessions.id],
    }).onDelete("cascade"),
  ],
);
