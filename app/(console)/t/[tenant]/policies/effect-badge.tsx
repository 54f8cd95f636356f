import { CircleCheck, CirclePause, CircleSlash } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";

/** What a policy does, by colour, icon and word. */
export function EffectBadge({
  effect,
  enabled = true,
}: {
  effect: "allow" | "deny";
  enabled?: boolean;
}) {
  if (!enabled) return <Badge icon={<CirclePause aria-hidden="true" />}>Switched off</Badge>;
  return effect === "allow" ? (
    <Badge icon={<CircleCheck aria-hidden="true" />} tone="success">
      Allow
    </Badge>
  ) : (
    <Badge icon={<CircleSlash aria-hidden="true" />} tone="danger">
      Deny
    </Badge>
  );
}
