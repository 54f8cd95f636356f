import type { ConsoleFixture } from "./console-fixture.ts";
import type { Fixture } from "./fixture.ts";
import type { LoadGenerator } from "./load.ts";
import type { Outcome } from "./report.ts";

export type Bench = {
  sizes: Sizes;
  /** A folder for temporary files, removed at the end. */
  folder: string;
  load: LoadGenerator;
  /** The seeded product and the discovery reference; started when the first row asks. */
  fixture(): Promise<Fixture>;
  /** The product with the data of a large installation; started when the first row asks. */
  console(): Promise<ConsoleFixture>;
  say(line: string): void;
};

export type Sizes = {
  rounds: number;
  seconds: number;
  tenants: number;
  domains: number;
  users: number;
  discoveryPairs: number;
  leakPairs: number;
  passwordPairs: number;
  consoleTenants: number;
  consoleDomains: number;
  consoleUsers: number;
  consoleEvents: number;
  consoleMails: number;
  consoleSessions: number;
};

export type Row = (bench: Bench) => Promise<Outcome[]>;

export const fullSizes: Sizes = {
  rounds: 5,
  seconds: 3,
  tenants: 2_000,
  domains: 100_000,
  users: 6_000,
  discoveryPairs: 10_000,
  leakPairs: 1_000,
  passwordPairs: 2_000,
  consoleTenants: 1_000,
  consoleDomains: 5_000,
  consoleUsers: 100_000,
  consoleEvents: 500_000,
  consoleMails: 20_000,
  consoleSessions: 20_000,
};

/** Less data and fewer rounds: shows that everything runs, and proves nothing. */
export const quickSizes: Sizes = {
  rounds: 2,
  seconds: 1,
  tenants: 100,
  domains: 5_000,
  users: 1_000,
  discoveryPairs: 1_000,
  leakPairs: 200,
  passwordPairs: 100,
  consoleTenants: 200,
  consoleDomains: 1_000,
  consoleUsers: 5_000,
  consoleEvents: 5_000,
  consoleMails: 1_000,
  consoleSessions: 1_000,
};
