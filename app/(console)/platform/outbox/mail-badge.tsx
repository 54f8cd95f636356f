import { CircleCheck, Clock, Inbox, RotateCw } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";

export type MailStatus = "queued" | "sent" | "logged";

/** Where a message is on its way, by colour, icon and word. */
export function MailBadge({ status, attempts }: { status: MailStatus; attempts: number }) {
  if (status === "sent") {
    return (
      <Badge icon={<CircleCheck aria-hidden="true" />} tone="success">
        Sent
      </Badge>
    );
  }
  if (status === "logged") return <Badge icon={<Inbox aria-hidden="true" />}>Kept here</Badge>;
  if (attempts > 0) {
    return (
      <Badge icon={<RotateCw aria-hidden="true" />} tone="warning">
        Failing
      </Badge>
    );
  }
  return (
    <Badge icon={<Clock aria-hidden="true" />} tone="accent">
      Queued
    </Badge>
  );
}
