import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { tenants } from "./tenants.ts";

export type ConnectionTest = {
  at: string;
  ok: boolean;
  /** The stage that failed, or the last one that passed. */
  stage: "address" | "discovery" | "keys" | "client";
  message: string;
};

export const identityProviders = pgTable(
  "identity_providers",
  {
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    kind: text("kind", { enum: ["google", "azure-ad", "oidc"] }).notNull(),
    name: text("name").notNull(),
    /** Null means the vendor's own issuer, as the environment names it. */
    issuer: text("issuer"),
    clientId: text("client_id").notNull(),
    directoryIds: text("directory_ids").array().notNull(),
    trustEmail: boolean("trust_email").notNull().default(false),
    enabled: boolean("enabled").notNull().default(true),
    lastTest: jsonb("last_test").$type<ConnectionTest>(),
    lastSignInAt: instant("last_sign_in_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("identity_providers_one_per_vendor")
      .on(table.tenantId, table.kind)
      .where(sql`${table.kind} <> 'oidc'`),
    uniqueIndex("identity_providers_by_name").on(table.tenantId, table.kind, table.name),
    check("identity_providers_kind", sql`${table.kind} in ('google', 'azure-ad', 'oidc')`),
    check(
      "identity_providers_custom_issuer",
      sql`${table.kind} <> 'oidc' or ${table.issuer} is not null`,
    ),
  ],
);

/** Sealed client secrets: at most two live ones a provider, while one is being rotated. */
export const identityProviderSecrets = pgTable(
  "identity_provider_secrets",
  {
    tenantId: uuid("tenant_id").notNull(),
    providerId: uuid("provider_id").notNull(),
    id: uuid("id").notNull(),
    sealed: text("sealed").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at"),
    /** The nearest expiry warning that was mailed, in days ahead: 60, 30 or 7. */
    warnedDays: integer("warned_days"),
  },
  (table) => [
    index("identity_provider_secrets_by_expiry").on(table.expiresAt),
    primaryKey({ columns: [table.tenantId, table.providerId, table.id] }),
    foreignKey({
      columns: [table.tenantId, table.providerId],
      foreignColumns: [identityProviders.tenantId, identityProviders.id],
    }).onDelete("cascade"),
  ],
);
