import { sql } from "drizzle-orm";
import { check, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** The public half of a signing key, as the key set publishes it (RFC 7517). */
export type PublicJwk = { readonly [parameter: string]: string };

/**
 * The keys that sign tokens, the whole platform's. Published from its first moment, a key signs from
 * `signsFrom` until the next one does, and stays published until `expiresAt`.
 */
export const signingKeys = pgTable(
  "signing_keys",
  {
    /** The key's RFC 7638 thumbprint: the `kid` of what it signs. */
    id: text("id").primaryKey(),
    algorithm: text("algorithm", { enum: ["RS256", "ES256"] }).notNull(),
    publicJwk: jsonb("public_jwk").$type<PublicJwk>().notNull(),
    sealed: text("sealed").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    signsFrom: instant("signs_from").notNull(),
    /** Null while no newer key replaces it. */
    expiresAt: instant("expires_at"),
  },
  (table) => [check("signing_keys_algorithm", sql`${table.algorithm} in ('RS256', 'ES256')`)],
);
