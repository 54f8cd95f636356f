import { type Interval, quantileOfSorted } from "./bootstrap.ts";

export type Equivalence = Interval & {
  /** The larger of the two one-sided p-values. */
  p: number;
  equivalent: boolean;
};

/**
 * Two one-sided sign tests on paired differences: is their median inside (-margin, +margin)?
 * Response times are skewed with a long tail, so the test ranks signs and never trusts a mean.
 * The interval is the matching 1 - 2 alpha one, from order statistics: equivalence holds exactly when
 * both tests reject (Schuirmann 1987, with the sign test in place of Student's).
 * @param differences one per pair, in the unit of `margin`
 */
export function equivalenceOfMedian(
  differences: ArrayLike<number> & Iterable<number>,
  margin: number,
  alpha = 0.05,
): Equivalence {
  const sorted = Float64Array.from(differences).sort();
  const count = sorted.length;
  const aboveLow = sorted.reduce((sum, value) => sum + (value > -margin ? 1 : 0), 0);
  const belowHigh = sorted.reduce((sum, value) => sum + (value < margin ? 1 : 0), 0);
  const p = Math.max(upperTail(aboveLow, count), upperTail(belowHigh, count));
  const reach = (normalQuantile(1 - alpha) * Math.sqrt(count)) / 2;
  const at = (position: number) => clamp(position, 0, count - 1) / Math.max(1, count - 1);
  return {
    median: quantileOfSorted(sorted, 0.5),
    low: quantileOfSorted(sorted, at(Math.floor(count / 2 - reach))),
    high: quantileOfSorted(sorted, at(Math.ceil(count / 2 + reach))),
    p,
    equivalent: p < alpha,
  };
}

/** P(X >= successes) for X ~ Binomial(count, 1/2), by the normal approximation with continuity. */
function upperTail(successes: number, count: number): number {
  return 1 - normalCdf((successes - 0.5 - count / 2) / (Math.sqrt(count) / 2));
}

/** Abramowitz and Stegun 26.2.17: absolute error below 7.5e-8. */
function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const polynomial =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return z >= 0 ? 1 - tail : tail;
}

function normalQuantile(probability: number): number {
  let low = -10;
  let high = 10;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < probability) low = middle;
    else high = middle;
  }
  return low;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
