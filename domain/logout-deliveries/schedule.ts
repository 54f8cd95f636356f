const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** The pauses between tries, in seconds: a client that is down overnight is told in the morning. */
const pauses = [10, 30, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR] as const;

/** How often a client is tried in all. */
export const MOST_TRIES = pauses.length + 1;

/** How long to wait after a try that failed, in seconds; null when it was the last. In: tries so far. */
export function pauseAfter(tries: number): number | null {
  return pauses[tries - 1] ?? null;
}
