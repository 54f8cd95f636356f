import { pgTable, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns.ts";

/** One-time links that make the first operator. Only the newest one counts. */
export const setupLinks = pgTable("setup_links", {
  id: uuid("id").primaryKey(),
  tokenHash: bytes("token_hash").notNull().unique(),
  expiresAt: instant("expires_at").notNull(),
  consumedAt: instant("consumed_at"),
});
