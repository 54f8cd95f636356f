import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { tenants } from "./tenants.ts";

/** The outbox: a message is written with its cause and delivered by a job. */
export const mailMessages = pgTable(
  "mail_messages",
  {
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    recipient: text("recipient").notNull(),
    subject: text("subject").notNull(),
    /** The text; `{link}` in it stands for the sealed one-time link. */
    body: text("body").notNull(),
    /** A one-time link, which must not stand readable in a dump; forgotten once it is sent. */
    sealedLink: text("sealed_link"),
    status: text("status", { enum: ["queued", "sent", "logged"] })
      .notNull()
      .default("queued"),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
    createdAt: instant("created_at").notNull().defaultNow(),
    sentAt: instant("sent_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("mail_messages_by_time").on(table.createdAt, table.id),
    check("mail_messages_status", sql`${table.status} in ('queued', 'sent', 'logged')`),
  ],
);
