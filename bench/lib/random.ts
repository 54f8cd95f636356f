/**
 * Mulberry32: a small seeded generator, so that a benchmark draws the same requests and the same
 * bootstrap samples on every run. Never for secrets.
 * @returns a function that gives numbers in [0, 1)
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number in [0, below). */
export function pick(random: () => number, below: number): number {
  return Math.floor(random() * below);
}
