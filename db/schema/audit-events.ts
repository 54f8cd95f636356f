import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, transactionId } from "./columns.ts";

/**
 * Append-only, by grants: the app role may insert and select, nothing else. Partitioned by month;
 * the migration adds `partition by range (at)`, which the schema language cannot say.
 * No foreign key to tenants: the events of a deleted tenant stay.
 */
export const auditEvents = pgTable(
  "audit_events",
  {
    tenantId: uuid("tenant_id").notNull(),
    at: instant("at").notNull().defaultNow(),
    id: uuid("id").notNull(),
    /** The writing transaction, so that sealing can follow the order of commit. */
    transactionId: transactionId("transaction_id").notNull().default(sql`pg_current_xact_id()`),
    action: text("action").notNull(),
    actorKind: text("actor_kind", { enum: ["user", "credential", "system"] }).notNull(),
    actorId: text("actor_id").notNull(),
    actorName: text("actor_name").notNull(),
    targetKind: text("target_kind").notNull(),
    targetId: text("target_id").notNull(),
    targetName: text("target_name").notNull(),
    outcome: text("outcome", { enum: ["success", "denied", "failure"] }).notNull(),
    reason: text("reason"),
    before: jsonb("before"),
    after: jsonb("after"),
    requestId: text("request_id").notNull(),
    address: text("address").notNull(),
    userAgent: text("user_agent").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.at, table.id] }),
    index("audit_events_by_action").on(table.tenantId, table.action, table.at, table.id),
    index("audit_events_by_actor_id").on(table.tenantId, table.actorId, table.at, table.id),
    index("audit_events_by_actor_name").on(table.tenantId, table.actorName, table.at, table.id),
    index("audit_events_by_target_id").on(table.tenantId, table.targetId, table.at, table.id),
    index("audit_events_by_target_name").on(table.tenantId, table.targetName, table.at, table.id),
    index("audit_events_by_refusal")
      .on(table.tenantId, table.outcome, table.at, table.id)
      .where(sql`${table.outcome} <> 'success'`),
  ],
);
