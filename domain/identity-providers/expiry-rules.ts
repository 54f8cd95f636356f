/** How many days ahead a secret's end is warned of, the nearest first. */
export const warningDays = [7, 30, 60] as const;

export type ExpiryWarning = 0 | (typeof warningDays)[number];

/** The nearest warning that applies: 0 for a secret past its end, null for one far from it. */
export function expiryWarning(expiresAt: Date | null, now: Date): ExpiryWarning | null {
  if (expiresAt === null) return null;
  const daysLeft = (expiresAt.getTime() - now.getTime()) / 86_400_000;
  if (daysLeft <= 0) return 0;
  return warningDays.find((days) => daysLeft <= days) ?? null;
}
