import { CircleCheck, CirclePause } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";

/** A tenant's state, by colour, icon and word. */
export function StatusBadge({ status }: { status: "active" | "suspended" }) {
  if (status === "active") {
    return (
      <Badge icon={<CircleCheck aria-hidden="true" />} tone="success">
        Active
      </Badge>
    );
  }
  return (
    <Badge icon={<CirclePause aria-hidden="true" />} tone="warning">
      Suspended
    </Badge>
  );
}
