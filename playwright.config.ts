import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const installed = "/usr/bin/chromium";
const executablePath =
  process.env["CHROMIUM_PATH"] ?? (existsSync(installed) ? installed : undefined);

export default defineConfig({
  testDir: "e2e",
  // What stands in e2e/faults needs no browser and belongs to Vitest.
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/e2e",
  workers: Number(process.env["E2E_WORKERS"] ?? 1),
  retries: 0,
  forbidOnly: true,
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: [
    ["list"],
    ["json", { outputFile: process.env["E2E_REPORT"] ?? "test-results/e2e.json" }],
  ],
  use: {
    browserName: "chromium",
    locale: "en-US",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    trace: "off",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // The browser itself stays silent too: no component, safe-browsing or sync traffic.
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-quic",
      ],
    },
  },
});
