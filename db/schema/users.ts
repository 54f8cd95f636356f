import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { tenants } from "./tenants.ts";

export const users = pgTable(
  "users",
  {
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    status: text("status", { enum: ["active", "suspended"] })
      .notNull()
      .default("active"),
    roles: text("roles").array().notNull(),
    passwordHash: text("password_hash"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    lastSignInAt: instant("last_sign_in_at"),
    /** The last time through a provider of the tenant's own: what enforcing SSO asks for. */
    lastProviderSignInAt: instant("last_provider_sign_in_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("users_by_email").on(table.tenantId, table.email, table.id),
    // What `like 'ab%'` can use under every collation.
    index("users_by_email_prefix").on(table.tenantId, table.email.op("text_pattern_ops")),
    index("users_by_name").on(table.tenantId, table.name, table.id),
    index("users_by_creation").on(table.tenantId, table.createdAt, table.id),
    index("users_by_name_words").using("gin", sql`to_tsvector('simple'::regconfig, ${table.name})`),
    index("users_by_last_sign_in").on(
      table.tenantId,
      sql`coalesce(${table.lastSignInAt}, '-infinity'::timestamptz)`,
      table.id,
    ),
    // What few people are or have, for the filters; what most are is found in any order's index.
    index("users_suspended")
      .on(table.tenantId, table.email, table.id)
      .where(sql`${table.status} = 'suspended'`),
    index("users_by_role").using("gin", table.roles),
    check("users_status", sql`${table.status} in ('active', 'suspended')`),
  ],
);

/**
 * Which tenant and user a login email belongs to, across tenants: unique, and looked up before a
 * tenant is known (a reference table on Citus).
 */
export const loginEmails = pgTable(
  "login_emails",
  {
    email: text("email").primaryKey(),
    tenantId: uuid("tenant_id").notNull(),
    userId: uuid("user_id").notNull(),
  },
  (table) => [
    foreignKey({
      columns: [table.tenantId, table.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
    index("login_emails_by_user").on(table.tenantId, table.userId),
  ],
);

/** Links a person to an upstream account: by issuer and subject, never by email. */
export const identities = pgTable(
  "identities",
  {
    tenantId: uuid("tenant_id").notNull(),
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    userId: uuid("user_id").notNull(),
    providerKind: text("provider_kind", { enum: ["google", "azure-ad", "oidc"] }).notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastUsedAt: instant("last_used_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.issuer, table.subject] }),
    index("identities_by_user").on(table.tenantId, table.userId),
    foreignKey({
      columns: [table.tenantId, table.userId],
      foreignColumns: [users.tenantId, users.id],
    }).onDelete("cascade"),
  ],
);
