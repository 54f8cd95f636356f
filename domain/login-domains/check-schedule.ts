/** A record is often pasted within minutes of the claim, so the first checks follow quickly. */
export const firstCheckDelaySeconds = 8;

const GIVE_UP_AFTER_SECONDS = 72 * 3600;

/**
 * [until this age of the claim, pause between checks], in seconds. The queue adds up to two, and a
 * record has to be seen within 15 on a busy machine too.
 */
const pauses = [
  [15 * 60, 8],
  [2 * 3600, 60],
  [12 * 3600, 5 * 60],
  [GIVE_UP_AFTER_SECONDS, 30 * 60],
] as const;

/** Seconds until the next automatic check of a claim of that age, or null after 72 hours. */
export function nextCheckDelaySeconds(claimAgeSeconds: number): number | null {
  return pauses.find(([until]) => claimAgeSeconds < until)?.[1] ?? null;
}
