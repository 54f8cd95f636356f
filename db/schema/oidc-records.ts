import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns.ts";

/**
 * What lives for minutes while a browser or a program is on its way through the protocol, before or
 * beside any tenant (a reference table on Citus). Found by the hash of the id that the browser holds,
 * and encrypted under that id: a dump of the database opens none of it.
 */
export const oidcRecords = pgTable(
  "oidc_records",
  {
    kind: text("kind", {
      enum: [
        "Session",
        "Interaction",
        "PushedAuthorizationRequest",
        "ReplayDetection",
        "SsoRequest",
      ],
    }).notNull(),
    hash: bytes("hash").notNull(),
    payload: bytes("payload").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    consumedAt: instant("consumed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.hash] }),
    index("oidc_records_by_expiry").on(table.expiresAt),
    check(
      "oidc_records_kind",
      sql`${table.kind} in ('Session', 'Interaction', 'PushedAuthorizationRequest', 'ReplayDetection', 'SsoRequest')`,
    ),
  ],
);
