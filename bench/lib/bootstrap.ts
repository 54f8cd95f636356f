import { pick, seededRandom } from "./random.ts";

export type Interval = { median: number; low: number; high: number };

type Samples = ArrayLike<number> & Iterable<number>;

/**
 * The value below which `fraction` of the sorted samples lie, interpolated linearly.
 * @throws RangeError without samples: a figure from nothing must never reach a report
 */
export function quantileOfSorted(sorted: ArrayLike<number>, fraction: number): number {
  if (sorted.length === 0) throw new RangeError("no samples");
  const position = fraction * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

export function quantile(samples: Samples, fraction: number): number {
  return quantileOfSorted(Float64Array.from(samples).sort(), fraction);
}

export function median(samples: Samples): number {
  return quantile(samples, 0.5);
}

type Bootstrap = { confidence?: number; resamples?: number; seed?: number };

/**
 * The median and its percentile bootstrap interval (Efron 1979), from a fixed seed.
 * @param confidence 0.95 leaves 2.5 % on either side
 */
export function medianInterval(samples: readonly number[], options: Bootstrap = {}): Interval {
  return quantileInterval(samples, 0.5, options);
}

/** The same for any quantile, which stands in `median`: the figure itself. */
export function quantileInterval(
  samples: readonly number[],
  fraction: number,
  { confidence = 0.95, resamples = 10_000, seed = 1 }: Bootstrap = {},
): Interval {
  const random = seededRandom(seed);
  const figures = new Float64Array(resamples);
  const draw = new Float64Array(samples.length);
  for (let round = 0; round < resamples; round += 1) {
    for (let at = 0; at < draw.length; at += 1) {
      draw[at] = samples[pick(random, samples.length)] ?? Number.NaN;
    }
    figures[round] = quantileOfSorted(draw.sort(), fraction);
  }
  figures.sort();
  const tail = (1 - confidence) / 2;
  return {
    median: quantile(samples, fraction),
    low: quantileOfSorted(figures, tail),
    high: quantileOfSorted(figures, 1 - tail),
  };
}
