import { configDefaults, defineConfig } from "vitest/config";

const exclude = [...configDefaults.exclude, "e2e/**", ".next/**", ".data/**"];
const supervisorTests = "db/embedded{,/**/*}.test.ts";

/**
 * `unit` needs nothing but Node. `integration` (`*.db.test.ts`) shares one real PostgreSQL, which
 * db/test-database.ts starts. `supervisor` starts and kills PostgreSQL servers of its own.
 * `faults` starts the whole product and takes parts of it away. All but the first run two files at
 * a time, so that a small machine is not swamped.
 */
export default defineConfig({
  test: {
    pool: "forks",
    // It imports `next/server` without an ending, which Vite finds and Node does not.
    server: { deps: { inline: ["next-auth"] } },
    env: {
      // Vite puts its own BASE_URL ("/") into the environment, which ours would refuse.
      BASE_URL: "http://localhost:3000",
      LOG_LEVEL: "silent",
      // Fixed, so that no test makes key files in the checkout.
      AUTH_SECRET: Buffer.alloc(32, 1).toString("base64"),
      ENCRYPTION_KEY: Buffer.alloc(32, 2).toString("base64"),
    },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx,mjs}"],
          exclude: [...exclude, "**/*.db.test.*", supervisorTests],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["**/*.db.test.{ts,tsx}"],
          exclude,
          globalSetup: ["./db/test-database.ts"],
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: "supervisor", include: [supervisorTests], exclude, maxWorkers: 2 },
      },
      {
        extends: true,
        test: {
          name: "faults",
          include: ["e2e/faults/*.test.ts"],
          globalSetup: ["./e2e/faults/prepare.mjs"],
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
