import { CircleCheck, CirclePause, CircleX, TriangleAlert } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { type ProviderFacts, reasonTexts, titleOf } from "./provider-facts.ts";

/** Whether anybody can sign in with a provider, by colour, icon and word; a failed test shows here too. */
export function ReadinessBadge({
  provider,
}: {
  provider: Pick<ProviderFacts, "ready" | "enabled" | "lastTest">;
}) {
  if (provider.ready && provider.lastTest?.ok === false) {
    return (
      <Badge icon={<CircleX aria-hidden="true" />} tone="danger">
        Test failed
      </Badge>
    );
  }
  if (provider.ready) {
    return (
      <Badge icon={<CircleCheck aria-hidden="true" />} tone="success">
        Ready
      </Badge>
    );
  }
  if (!provider.enabled) {
    return <Badge icon={<CirclePause aria-hidden="true" />}>Switched off</Badge>;
  }
  return (
    <Badge icon={<TriangleAlert aria-hidden="true" />} tone="warning">
      Not ready
    </Badge>
  );
}

/** Why it is not ready, in plain words; the badge beside it tells a switch already. */
export function Reasons({ reasons }: { reasons: ProviderFacts["reasons"] }) {
  const told = reasons.filter((reason) => reason !== "switched_off");
  if (told.length === 0) return null;
  return (
    <span className="text-compact text-muted">
      {told.map((reason) => reasonTexts[reason]).join(" ")}
    </span>
  );
}

/** How the last connection test went. */
export function TestBadge({ test }: { test: ProviderFacts["lastTest"] }) {
  if (!test) return <span className="text-muted">Not tested</span>;
  if (test.ok) {
    return (
      <Badge icon={<CircleCheck aria-hidden="true" />} tone="success">
        Passed
      </Badge>
    );
  }
  return (
    <Badge icon={<CircleX aria-hidden="true" />} tone="danger">
      Failed at {titleOf(test.stage).toLowerCase()}
    </Badge>
  );
}
