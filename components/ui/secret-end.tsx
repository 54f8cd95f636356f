import { CalendarClock, CircleX, TriangleAlert } from "lucide-react";
import { Badge } from "./badge.tsx";
import { RelativeTime } from "./relative-time.tsx";

/** When the newest secret ends: a badge from 60 days ahead, louder at 30 and at 7. */
export function SecretEnd({
  provider: { secretExpiresAt, secretWarning, liveSecrets },
  now,
}: {
  provider: {
    secretExpiresAt: string | null;
    secretWarning: 0 | 7 | 30 | 60 | null;
    liveSecrets: number;
  };
  now: Date;
}) {
  if (liveSecrets === 0) return <span className="text-muted">No secret yet</span>;
  if (secretExpiresAt === null) return <span className="text-muted">No end date</span>;
  const at = new Date(secretExpiresAt);
  if (secretWarning === null) return <RelativeTime at={at} now={now} />;
  if (secretWarning === 0) {
    return (
      <Badge icon={<CircleX aria-hidden="true" />} tone="danger">
        Ended <RelativeTime at={at} now={now} />
      </Badge>
    );
  }
  const days = Math.ceil((at.getTime() - now.getTime()) / 86_400_000);
  return (
    <Badge
      icon={
        secretWarning === 7 ? (
          <TriangleAlert aria-hidden="true" />
        ) : (
          <CalendarClock aria-hidden="true" />
        )
      }
      tone={secretWarning === 7 ? "danger" : secretWarning === 30 ? "warning" : "accent"}
    >
      Ends in {days === 1 ? "1 day" : `${days} days`}
    </Badge>
  );
}
