import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";
import type { Interval } from "./bootstrap.ts";
import { repository } from "./servers.ts";

/** Wall-clock milliseconds of one side, beside the score. */
export type Wall = { p50: number; p99: number; perSecond: number | null };

export type Outcome = {
  /** Of BENCH.md's table; "console" for the screens of a large installation, "oidc" for tokens. */
  row: number | "console" | "oidc";
  name: string;
  target: string;
  /** What the figures of `score` are: a ratio, a time, or kilobytes of 1,000 bytes. */
  unit: "x" | "us" | "ms" | "kB";
  score: Interval;
  /** The worse end of the interval meets the target. */
  pass: boolean;
  product: Wall | null;
  reference: Wall | null;
  /** Product over reference, where the score is something else. */
  ratio?: Interval;
  notes: string[];
};

/** A ratio that must not fall below `target`: its lower end decides. */
export function atLeast(score: Interval, target: number): boolean {
  return score.low >= target;
}

/** A ratio that must not exceed `target`: its upper end decides. */
export function atMost(score: Interval, target: number): boolean {
  return score.high <= target;
}

export function markdownTable(outcomes: readonly Outcome[]): string {
  const lines = outcomes.map((one) =>
    [
      one.row,
      one.name,
      one.target,
      figure(one.score.median, one.unit),
      `${figure(one.score.low, one.unit)} to ${figure(one.score.high, one.unit)}`,
      wallText(one.product),
      wallText(one.reference),
      one.pass ? "pass" : "**miss**",
    ].join(" | "),
  );
  return [
    "| # | row | target | median | interval | product p50 / p99 | reference p50 / p99 | verdict |",
    "|---|---|---|---|---|---|---|---|",
    ...lines.map((line) => `| ${line} |`),
  ].join("\n");
}

/** Writes `bench/results/latest.json`: the outcomes and what they were measured on. */
export async function writeResults(
  outcomes: readonly Outcome[],
  sizes: Readonly<Record<string, number>>,
): Promise<string> {
  const path = join(repository, "bench/results/latest.json");
  await mkdir(join(repository, "bench/results"), { recursive: true });
  const result = {
    date: new Date().toISOString(),
    commit: git("rev-parse", "HEAD"),
    changedFiles: git("status", "--porcelain").split("\n").filter(Boolean).length,
    machine: {
      cpu: cpus()[0]?.model ?? "unknown",
      cores: availableParallelism(),
      memoryBytes: totalmem(),
    },
    versions: await versions(),
    sizes,
    outcomes,
  };
  await writeFile(path, `${JSON.stringify(result, null, 2)}\n`);
  return path;
}

async function versions(): Promise<Record<string, string>> {
  const { dependencies = {} }: { dependencies?: Record<string, string> } = JSON.parse(
    await readFile(join(repository, "package.json"), "utf8"),
  );
  const pick = [
    "next",
    "react",
    "hono",
    "postgres",
    "drizzle-orm",
    "oidc-provider",
    "@node-rs/argon2",
  ];
  return {
    node: process.version,
    ...Object.fromEntries(pick.map((name) => [name, dependencies[name] ?? "absent"])),
  };
}

function git(...args: string[]): string {
  try {
    return execFileSync("git", args, {
      cwd: repository,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "unknown";
  }
}

function figure(value: number, unit: Outcome["unit"]): string {
  return `${value.toFixed(unit === "x" ? 2 : 1)} ${unit}`;
}

function wallText(wall: Wall | null): string {
  if (wall === null) return "";
  const rate = wall.perSecond === null ? "" : ` ms, ${Math.round(wall.perSecond)}/s`;
  return `${wall.p50.toFixed(2)} / ${wall.p99.toFixed(2)}${rate || " ms"}`;
}
