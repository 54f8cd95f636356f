import { pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns.ts";
import { tenants } from "./tenants.ts";

/** API credentials. This first version knows the operator-made `svc_` token of the platform. */
export const credentials = pgTable(
  "credentials",
  {
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    type: text("type", { enum: ["svc"] }).notNull(),
    name: text("name").notNull(),
    secretHash: bytes("secret_hash").notNull(),
    createdBy: uuid("created_by"),
    createdAt: instant("created_at").notNull().defaultNow(),
    revokedAt: instant("revoked_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("credentials_by_secret").on(table.tenantId, table.secretHash),
  ],
);
