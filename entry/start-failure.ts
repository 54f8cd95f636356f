import { EmbeddedDatabaseError } from "#db/embedded/errors.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { env } from "#platform/env.ts";
import { StartError } from "./listen.ts";

/** Why the start failed, in words for the operator; null when it is a fault of our own. */
export function startFailure(error: unknown): string | null {
  if (error instanceof StartError || error instanceof EmbeddedDatabaseError) return error.message;
  if (!(error instanceof Error) || error instanceof GatehouseError) return null;
  if (error.message.includes("Could not find a production build")) {
    return "The pages are not built. Run `npm start`, which builds them.";
  }
  if (error.message.startsWith("PostgreSQL ")) return error.message;
  const host = env.DATABASE_URL ? new URL(env.DATABASE_URL.reveal()).host : env.DATA_DIR;
  const code = "code" in error ? String(error.code) : "";
  if (translateDatabaseError(error) instanceof GatehouseError || code === "ENOTFOUND") {
    return `PostgreSQL at ${host} does not answer (${code}). Check DATABASE_URL and that it runs.`;
  }
  // Classes 28 (authorization), 3D (no such database), 42501 (privilege) of PostgreSQL's codes.
  if (/^(28|3D|42501)/.test(code)) {
    return `PostgreSQL at ${host} refuses: ${error.message} (${code}). Check DATABASE_URL and DATABASE_MIGRATION_URL.`;
  }
  return null;
}
