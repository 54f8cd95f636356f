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
import { bytes, instant } from "./columns.ts";
import { tenants } from "./tenants.ts";

/** A set of public keys, RFC 7517 section 5. */
export type PublicKeySet = { keys: Record<string, unknown>[] };

/** A downstream application that signs people in, or itself, through Gatehouse. */
export const ssoClients = pgTable(
  "sso_clients",
  {
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    clientId: text("client_id").notNull(),
    name: text("name").notNull(),
    type: text("type", { enum: ["confidential", "public"] }).notNull(),
    applicationType: text("application_type", { enum: ["web", "native"] }).notNull(),
    redirectUris: text("redirect_uris").array().notNull(),
    postLogoutRedirectUris: text("post_logout_redirect_uris").array().notNull(),
    backchannelLogoutUri: text("backchannel_logout_uri"),
    frontchannelLogoutUri: text("frontchannel_logout_uri"),
    tags: text("tags").array().notNull(),
    grantTypes: text("grant_types").array().notNull(),
    scopes: text("scopes").array().notNull(),
    /** The resource servers that it may ask tokens for, RFC 8707. */
    resources: text("resources").array().notNull(),
    tokenFormat: text("token_format", { enum: ["RS256", "ES256"] }).notNull(),
    requiredAal: integer("required_aal").$type<1 | 2>().notNull(),
    enabled: boolean("enabled").notNull().default(true),
    /** The tenant's own software: nobody is asked to consent. */
    firstParty: boolean("first_party").notNull().default(true),
    authMethod: text("auth_method", {
      enum: [
        "client_secret_basic",
        "private_key_jwt",
        "tls_client_auth",
        "self_signed_tls_client_auth",
        "none",
      ],
    }).notNull(),
    jwks: jsonb("jwks").$type<PublicKeySet>(),
    jwksUri: text("jwks_uri"),
    tlsSubjectDn: text("tls_subject_dn"),
    certificateBound: boolean("certificate_bound").notNull().default(false),
    dpopBound: boolean("dpop_bound").notNull().default(false),
    requirePar: boolean("require_par").notNull().default(false),
    template: text("template"),
    lastUsedAt: instant("last_used_at"),
    /** Who signed in last, as people know them; null while only the client itself did. */
    lastUsedBy: text("last_used_by"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("sso_clients_by_client_id").on(table.tenantId, table.clientId),
    index("sso_clients_by_name").on(table.tenantId, table.name, table.id),
    check("sso_clients_type", sql`${table.type} in ('confidential', 'public')`),
    check("sso_clients_application_type", sql`${table.applicationType} in ('web', 'native')`),
    check("sso_clients_token_format", sql`${table.tokenFormat} in ('RS256', 'ES256')`),
    check("sso_clients_required_aal", sql`${table.requiredAal} in (1, 2)`),
    check(
      "sso_clients_auth_method",
      sql`${table.authMethod} in ('client_secret_basic', 'private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth', 'none')`,
    ),
    // A public client cannot keep a secret, and a confidential one always proves who it is.
    check(
      "sso_clients_authentication",
      sql`(${table.type} = 'public') = (${table.authMethod} = 'none')`,
    ),
  ],
);

/**
 * Which tenant a client id belongs to, across tenants: looked up before a tenant is known (a
 * reference table on Citus).
 */
export const ssoClientIds = pgTable(
  "sso_client_ids",
  {
    clientId: text("client_id").primaryKey(),
    tenantId: uuid("tenant_id").notNull(),
    ssoClientId: uuid("sso_client_id").notNull(),
  },
  (table) => [
    index("sso_client_ids_by_client").on(table.tenantId, table.ssoClientId),
    foreignKey({
      columns: [table.tenantId, table.ssoClientId],
      foreignColumns: [ssoClients.tenantId, ssoClients.id],
    }).onDelete("cascade"),
  ],
);

/** Hashes of client secrets: at most two live ones a client, while one is being rotated. */
export const ssoClientSecrets = pgTable(
  "sso_client_secrets",
  {
    tenantId: uuid("tenant_id").notNull(),
    ssoClientId: uuid("sso_client_id").notNull(),
    id: uuid("id").notNull(),
    /** SHA-256 of 256 random bits: nothing that guessing finds. */
    hash: bytes("hash").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** From when on it is refused; null: until somebody retires it. */
    retiresAt: instant("retires_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.ssoClientId, table.id] }),
    foreignKey({
      columns: [table.tenantId, table.ssoClientId],
      foreignColumns: [ssoClients.tenantId, ssoClients.id],
    }).onDelete("cascade"),
  ],
);
