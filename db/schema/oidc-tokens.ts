import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns.ts";
import { oidcGrants } from "./oidc-grants.ts";
import { ssoClients } from "./sso-clients.ts";

/**
 * Codes and tokens that are looked up, by the hash of what their holder shows. Access tokens are not
 * among them: they are signed, and name their grant. A `ClientCredentials` row says that such a token,
 * which has no grant, was revoked.
 */
export const oidcTokens = pgTable(
  "oidc_tokens",
  {
    tenantId: uuid("tenant_id").notNull(),
    hash: bytes("hash").notNull(),
    kind: text("kind", {
      enum: ["AuthorizationCode", "RefreshToken", "DeviceCode", "ClientCredentials", "SsoCode"],
    }).notNull(),
    /** Null for Gatehouse's own command line, which is registered nowhere. */
    ssoClientId: uuid("sso_client_id"),
    grantId: uuid("grant_id"),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    consumedAt: instant("consumed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.hash] }),
    index("oidc_tokens_by_grant").on(table.tenantId, table.grantId),
    index("oidc_tokens_by_client").on(table.tenantId, table.ssoClientId),
    index("oidc_tokens_by_expiry").on(table.expiresAt),
    foreignKey({
      columns: [table.tenantId, table.grantId],
      foreignColumns: [oidcGrants.tenantId, oidcGrants.id],
    }).onDelete("cascade"),
    foreignKey({
      columns: [table.tenantId, table.ssoClientId],
      foreignColumns: [ssoClients.tenantId, ssoClients.id],
    }).onDelete("cascade"),
    check(
      "oidc_tokens_kind",
      sql`${table.kind} in ('AuthorizationCode', 'RefreshToken', 'DeviceCode', 'ClientCredentials', 'SsoCode')`,
    ),
  ],
);

/**
 * Which device code a user code belongs to, across tenants: a person types it before a tenant is known
 * (a reference table on Citus). A keyed hash: eight letters alone would be guessed from their hash.
 */
export const oidcUserCodes = pgTable(
  "oidc_user_codes",
  {
    userCode: text("user_code").primaryKey(),
    tenantId: uuid("tenant_id").notNull(),
    tokenHash: bytes("token_hash").notNull(),
    /** The device code, sealed: whoever approves has the user code alone. */
    sealedToken: text("sealed_token").notNull(),
  },
  (table) => [
    index("oidc_user_codes_by_token").on(table.tenantId, table.tokenHash),
    foreignKey({
      columns: [table.tenantId, table.tokenHash],
      foreignColumns: [oidcTokens.tenantId, oidcTokens.hash],
    }).onDelete("cascade"),
  ],
);
