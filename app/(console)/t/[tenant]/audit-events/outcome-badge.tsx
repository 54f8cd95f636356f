import { CircleCheck, CircleX, ShieldX } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";

export type Outcome = "success" | "denied" | "failure";

/** How something ended, by colour, icon and word. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  if (outcome === "success") {
    return (
      <Badge icon={<CircleCheck aria-hidden="true" />} tone="success">
        Success
      </Badge>
    );
  }
  if (outcome === "denied") {
    return (
      <Badge icon={<ShieldX aria-hidden="true" />} tone="danger">
        Denied
      </Badge>
    );
  }
  return (
    <Badge icon={<CircleX aria-hidden="true" />} tone="warning">
      Failed
    </Badge>
  );
}
