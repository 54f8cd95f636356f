import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "./embedded.ts";
import { migrateDatabase } from "./migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    databaseUrl: string;
    ownerDatabaseUrl: string;
    databaseLog: string;
  }
}

/** One real PostgreSQL for all integration tests; each test owns its rows by owning its tenant. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "gatehouse-test-"));
  const server = await startEmbedded({ dataDir, settings: { log_statement: "all" } });
  await migrateDatabase({
    ownerUrl: server.ownerUrl,
    appUrl: server.appUrl,
    migrationsFolder: fileURLToPath(new URL("../drizzle", import.meta.url)),
  });
  project.provide("databaseUrl", server.appUrl);
  project.provide("ownerDatabaseUrl", server.ownerUrl);
  project.provide("databaseLog", join(dataDir, "postgres", "server.log"));
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
