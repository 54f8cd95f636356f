import type { Answer } from "./http-connection.ts";
import { timePairs } from "./pairs.ts";
import type { Outcome } from "./report.ts";
import { type Equivalence, equivalenceOfMedian } from "./tost.ts";

export type TimingRun = {
  port: number;
  pairs: number;
  warmUp: number;
  marginMicroseconds: number;
  /** The two sides' emails for a pair. */
  emails: (pair: number) => { first: string; second: string };
  request: (email: string, pair: number) => string;
  check: (answer: Answer) => void;
};

export type Timing = Equivalence & { note: string };

/** Times `first` against `second` and tests whether their medians are the same within the margin. */
export async function compareTimes(run: TimingRun): Promise<Timing> {
  const { differences, medianFirst, medianSecond } = await timePairs({
    port: run.port,
    pairs: run.pairs,
    warmUp: run.warmUp,
    request: (side, pair) => run.request(run.emails(pair)[side], pair),
    check: run.check,
  });
  const medians = `medians ${medianFirst.toFixed(1)} and ${medianSecond.toFixed(1)} us`;
  return {
    ...equivalenceOfMedian(differences, run.marginMicroseconds),
    note: `${medians}, ${run.pairs} pairs, interval at 90 % as two one-sided tests want it`,
  };
}

/** A timing as a line of the report; `pass` says whether it shows what it had to. */
export function timingOutcome(
  timing: Timing,
  line: { row: number; name: string; target: string; pass: boolean },
): Outcome {
  const { median, low, high, note } = timing;
  const score = { median, low, high };
  return { ...line, unit: "us", score, product: null, reference: null, notes: [note] };
}
