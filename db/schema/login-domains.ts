import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { tenants } from "./tenants.ts";

export type DomainCheck = {
  at: string;
  outcome: "matched" | "missing" | "mismatch" | "failed";
  found: string[];
};

/** A tenant's claim to an email domain. Any tenant may claim; only a verified claim routes. */
export const loginDomains = pgTable(
  "login_domains",
  {
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    domain: text("domain").notNull(),
    status: text("status", { enum: ["pending", "verified"] }).notNull(),
    active: boolean("active").notNull().default(true),
    wildcard: boolean("wildcard").notNull().default(false),
    /** Provider ids that this domain offers; null offers every provider of the tenant. */
    providerIds: uuid("provider_ids").array(),
    challengeToken: text("challenge_token"),
    challengeExpiresAt: instant("challenge_expires_at"),
    lastCheck: jsonb("last_check").$type<DomainCheck>(),
    verifiedAt: instant("verified_at"),
    verifiedBy: text("verified_by", { enum: ["dns", "vouch", "move"] }),
    /** The token that DNS proved, to look for it again. Without one there is nothing to look for. */
    proofToken: text("proof_token"),
    recheckedAt: instant("rechecked_at"),
    /** Since when a daily check has missed the record. */
    missingSince: instant("missing_since"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.domain] }),
    index("login_domains_by_domain").on(table.domain),
    index("login_domains_to_recheck")
      .on(table.recheckedAt)
      .where(sql`${table.proofToken} is not null`),
    check("login_domains_status", sql`${table.status} in ('pending', 'verified')`),
    check(
      "login_domains_challenge",
      sql`(${table.status} = 'verified') = (${table.challengeToken} is null)`,
    ),
  ],
);

/**
 * The one verified owner of each domain, across tenants: its primary key is what makes a second
 * verified owner impossible (a reference table on Citus).
 */
export const verifiedDomains = pgTable("verified_domains", {
  domain: text("domain").primaryKey(),
  tenantId: uuid("tenant_id")
    .notNull()
    .references(() => tenants.id, { onDelete: "cascade" }),
});

/**
 * A verified domain on its way from one tenant to another: asked for by the one, agreed to by the
 * other. At most one a domain is open (a reference table on Citus, like the domains it moves).
 */
export const domainMoves = pgTable(
  "domain_moves",
  {
    id: uuid("id").primaryKey(),
    domain: text("domain").notNull(),
    fromTenantId: uuid("from_tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    toTenantId: uuid("to_tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    status: text("status", {
      enum: ["requested", "agreed", "declined", "cancelled", "moved", "failed"],
    }).notNull(),
    requestedAt: instant("requested_at").notNull().defaultNow(),
    /** When it takes effect: a day after the agreement. */
    movesAt: instant("moves_at"),
    closedAt: instant("closed_at"),
  },
  (table) => [
    uniqueIndex("domain_moves_one_open")
      .on(table.domain)
      .where(sql`${table.status} in ('requested', 'agreed')`),
    index("domain_moves_from").on(table.fromTenantId, table.domain),
    index("domain_moves_to").on(table.toTenantId, table.domain),
    check(
      "domain_moves_status",
      sql`${table.status} in ('requested', 'agreed', 'declined', 'cancelled', 'moved', 'failed')`,
    ),
  ],
);
