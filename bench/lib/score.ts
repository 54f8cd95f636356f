import { quantileOfSorted } from "./bootstrap.ts";
import { cpuSeconds } from "./cpu.ts";
import type { Wall } from "./report.ts";

export type Run = { answers: number; seconds: number; latencies: Float64Array };
export type Scored = Run & { cpuSeconds: number };

/** Runs a load and puts the CPU of everything that served it beside the answers. */
export async function scored(serving: readonly number[], run: () => Promise<Run>): Promise<Scored> {
  const before = cpuSeconds(serving);
  const result = await run();
  return { ...result, cpuSeconds: cpuSeconds(serving) - before };
}

/** The score of BENCH.md: requests per CPU-second. */
export function requestsPerCpuSecond(one: Scored): number {
  return one.answers / one.cpuSeconds;
}

/** p99 of one run in milliseconds. */
export function p99(one: Run): number {
  return quantileOfSorted(one.latencies.slice().sort(), 0.99);
}

/** The wall figures over all runs of one side. */
export function wallOf(runs: readonly Run[]): Wall {
  const all = new Float64Array(runs.reduce((sum, run) => sum + run.latencies.length, 0));
  let at = 0;
  for (const run of runs) {
    all.set(run.latencies, at);
    at += run.latencies.length;
  }
  all.sort();
  const answers = runs.reduce((sum, run) => sum + run.answers, 0);
  return {
    p50: quantileOfSorted(all, 0.5),
    p99: quantileOfSorted(all, 0.99),
    perSecond: answers / runs.reduce((sum, run) => sum + run.seconds, 0),
  };
}
