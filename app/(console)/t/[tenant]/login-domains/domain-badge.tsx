import { ArrowRightLeft, CircleCheck, CirclePause, Clock, TriangleAlert } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import type { DomainFacts } from "./domain-facts.ts";

/** A claim's state, by colour, icon and word. */
export function DomainBadge({
  domain,
}: {
  domain: Pick<DomainFacts, "status" | "active" | "lastCheck" | "missingSince">;
}) {
  if (!domain.active) {
    return <Badge icon={<CirclePause aria-hidden="true" />}>Deactivated</Badge>;
  }
  if (domain.status === "moving") {
    return (
      <Badge icon={<ArrowRightLeft aria-hidden="true" />} tone="accent">
        Moving
      </Badge>
    );
  }
  if (domain.missingSince !== null) {
    return (
      <Badge icon={<TriangleAlert aria-hidden="true" />} tone="warning">
        Record missing
      </Badge>
    );
  }
  if (domain.status === "verified") {
    return (
      <Badge icon={<CircleCheck aria-hidden="true" />} tone="success">
        Verified
      </Badge>
    );
  }
  if (domain.lastCheck?.outcome === "mismatch") {
    return (
      <Badge icon={<TriangleAlert aria-hidden="true" />} tone="danger">
        Wrong record
      </Badge>
    );
  }
  return (
    <Badge icon={<Clock aria-hidden="true" />} tone="warning">
      Pending
    </Badge>
  );
}
