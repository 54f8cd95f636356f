import { sql } from "drizzle-orm";
import { boolean, check, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
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
    verifiedBy: text("verified_by", { enum: ["dns", "vouch"] }),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.domain] }),
    index("login_domains_by_domain").on(table.domain),
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
