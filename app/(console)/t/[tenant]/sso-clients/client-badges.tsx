import { CircleCheck, CirclePause } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";

/** Whether a client may sign people in. */
export function EnabledBadge({ enabled }: { enabled: boolean }) {
  return enabled ? (
    <Badge icon={<CircleCheck aria-hidden="true" />} tone="success">
      On
    </Badge>
  ) : (
    <Badge icon={<CirclePause aria-hidden="true" />} tone="warning">
      Off
    </Badge>
  );
}

/** The words that somebody finds a client by. */
export function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return <span className="text-muted">None</span>;
  return (
    <span className="inline-flex flex-wrap gap-1 max-md:justify-end">
      {tags.map((tag) => (
        <Badge key={tag}>
          <bdi>{tag}</bdi>
        </Badge>
      ))}
    </span>
  );
}
