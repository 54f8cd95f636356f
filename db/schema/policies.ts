import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { tenants } from "./tenants.ts";

/**
 * One rule about who may use which SSO client. An empty list asks for nothing: everyone, every
 * client, every network. Teams and users stand as their ids, roles and clients as their names.
 */
export const policies = pgTable(
  "policies",
  {
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    effect: text("effect", { enum: ["allow", "deny"] }).notNull(),
    enabled: boolean("enabled").notNull().default(true),
    roles: text("roles").array().notNull(),
    teamIds: uuid("team_ids").array().notNull(),
    userIds: uuid("user_ids").array().notNull(),
    clientIds: text("client_ids").array().notNull(),
    clientTags: text("client_tags").array().notNull(),
    /** The assurance level that the session must be at, exactly; null: any. */
    aal: integer("aal").$type<1 | 2>(),
    /** CIDR networks that the address must be in, or outside of. */
    networks: text("networks").array().notNull(),
    networksMatch: text("networks_match", { enum: ["inside", "outside"] })
      .notNull()
      .default("inside"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("policies_by_name").on(table.tenantId, table.name),
    index("policies_by_creation").on(table.tenantId, table.createdAt, table.id),
    check("policies_effect", sql`${table.effect} in ('allow', 'deny')`),
    check("policies_aal", sql`${table.aal} in (1, 2)`),
    check("policies_networks_match", sql`${table.networksMatch} in ('inside', 'outside')`),
  ],
);

/** What holds where no rule matches. A tenant without a row allows. */
export const policyDefaults = pgTable(
  "policy_defaults",
  {
    tenantId: uuid("tenant_id")
      .primaryKey()
      .references(() => tenants.id, { onDelete: "cascade" }),
    effect: text("effect", { enum: ["allow", "deny"] }).notNull(),
  },
  (table) => [check("policy_defaults_effect", sql`${table.effect} in ('allow', 'deny')`)],
);
