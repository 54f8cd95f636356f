const MINUTE_MS = 60_000;
const units = [
  { unit: "year", ms: 365 * 24 * 60 * MINUTE_MS },
  { unit: "month", ms: 30 * 24 * 60 * MINUTE_MS },
  { unit: "day", ms: 24 * 60 * MINUTE_MS },
  { unit: "hour", ms: 60 * MINUTE_MS },
  { unit: "minute", ms: MINUTE_MS },
] as const;

const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** How long before or after `now` it was, in the largest unit that fits: `3 hours ago`, `in 2 days`. */
export function relativeTime(at: Date, now: Date): string {
  const distance = at.getTime() - now.getTime();
  const fitting = units.find(({ ms }) => Math.abs(distance) >= ms);
  if (!fitting) return "just now";
  // What lasts 7 days says so when it starts, a moment into them too.
  const whole = distance > 0 ? Math.round : Math.trunc;
  return words.format(whole(distance / fitting.ms), fitting.unit);
}

/** The exact time as people compare it with a log: `2026-11-20 16:05:12 UTC`. */
export function exactTime(at: Date): string {
  return at
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");
}

/** A time in words, the exact one in its tooltip. */
export function RelativeTime({ at, now }: { at: Date; now: Date }) {
  return (
    <time className="whitespace-nowrap" dateTime={at.toISOString()} title={exactTime(at)}>
      {relativeTime(at, now)}
    </time>
  );
}
