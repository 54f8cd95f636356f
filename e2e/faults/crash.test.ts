import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isRunning, killPid, postmasterPid } from "#db/embedded/test-scenario.ts";
import { attachEmbedded } from "#db/embedded.ts";
import type { Installation } from "#e2e/support/installation.ts";
import { newTenant, type TestTenant } from "#e2e/support/new-tenant.ts";
import { findDeadSessions, findLosses, newLedger } from "./ledger.ts";
import { startFaultInstallation, waitUntil } from "./visitor.ts";
import { startWorkload } from "./workload.ts";

/** Few by default; `FAULT_KILLS=50` is the full run that CONTRIBUTING.md asks for. */
const kills = Number(process.env["FAULT_KILLS"] ?? 9);
const victims = ["the web process", "PostgreSQL", "both"] as const;

let installation: Installation;
const tenants: TestTenant[] = [];

beforeAll(async () => {
  installation = await startFaultInstallation();
  // An account may be tried ten times in a quarter of an hour.
  tenants.push(await newTenant(installation, { people: 20 + Math.ceil(kills / 2) }));
  tenants.push(await newTenant(installation, { people: 4 }));
}, 120_000);

afterAll(() => installation.stop());

test(`after kill -9 at ${kills} random moments nothing acknowledged is lost, and no change is without its event`, {
  timeout: 60_000 + kills * 10_000,
}, async () => {
  const ledger = newLedger();
  const people = [...(tenants[0]?.people ?? [])];
  const restartsMs: number[] = [];
  for (let round = 0; round < kills; round += 1) {
    const seen = ledger.sessions.length;
    const workload = startWorkload(installation, { people, tenants, ledger });
    await sleep(150 + Math.random() * 750);
    const victim = victims[round % victims.length];
    restartsMs.push(await crash(victim));
    await workload.stop();

    const { baseUrl, dataDir } = installation.product;
    const urls = await attachEmbedded({ dataDir });
    if (urls === null) throw new Error("PostgreSQL does not answer");
    const context = `kill ${round + 1}, of ${victim}`;
    expect(await findLosses(urls.ownerUrl, ledger), context).toEqual([]);
    expect(await findDeadSessions(baseUrl, ledger.sessions.slice(seen)), context).toEqual([]);
    expect(ledger.wrongAnswers, context).toEqual([]);
  }
  const { baseUrl } = installation.product;
  expect(await findDeadSessions(baseUrl, ledger.sessions)).toEqual([]);
  expect(ledger.sessions.length).toBeGreaterThan(kills);
  expect(ledger.requestIds.length).toBeGreaterThan(2 * kills);
  report(restartsMs, ledger.requestIds.length, ledger.sessions.length);
});

/** @returns the milliseconds until the product was ready again */
async function crash(victim: (typeof victims)[number] | undefined): Promise<number> {
  const { product } = installation;
  const postmaster = postmasterPid(product.dataDir);
  if (postmaster === null || !isRunning(postmaster)) throw new Error("no PostgreSQL to kill");
  const killPostgres = victim === "the web process" ? null : killPid(postmaster);
  if (victim === "PostgreSQL") {
    const startedAt = performance.now();
    await killPostgres;
    const ready = async () => {
      const response = await fetch(`${product.managementUrl}/readyz`);
      return response.status === 200 && postmasterPid(product.dataDir) !== postmaster;
    };
    await waitUntil("ready after PostgreSQL was killed", ready, 20_000);
    return performance.now() - startedAt;
  }
  await product.kill("SIGKILL");
  await killPostgres;
  const startedAt = performance.now();
  await installation.restart();
  return performance.now() - startedAt;
}

function report(restartsMs: readonly number[], requests: number, sessions: number): void {
  const sorted = restartsMs.map(Math.round).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  process.stdout.write(
    `${kills} kills: ${requests} writes and ${sessions} sessions acknowledged, none lost; ` +
      `ready again in ${median} ms (median), ${sorted.at(-1)} ms at most\n`,
  );
}
