import { CircleAlert, CircleCheck, Info } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";

export type Check = { state: "ok" | "note" | "wrong"; found: string; whatToDo: string | null };

/** One thing that was looked at: what was found, and what to do about it. */
export function CheckRow({ title, check }: { title: string; check: Check }) {
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2 px-4 py-4 md:flex-nowrap md:px-6">
      <h3 className="w-28 shrink-0 font-medium max-md:grow">{title}</h3>
      <div className="min-w-0 grow max-md:order-last max-md:basis-full">
        <p className="[overflow-wrap:anywhere]">{check.found}</p>
        {check.whatToDo !== null && (
          <p className="mt-1 text-compact text-muted [overflow-wrap:anywhere]">{check.whatToDo}</p>
        )}
      </div>
      <StateBadge state={check.state} />
    </li>
  );
}

function StateBadge({ state }: { state: Check["state"] }) {
  if (state === "ok") {
    return (
      <Badge icon={<CircleCheck aria-hidden="true" />} tone="success">
        Right
      </Badge>
    );
  }
  if (state === "note") {
    return (
      <Badge icon={<Info aria-hidden="true" />} tone="accent">
        Note
      </Badge>
    );
  }
  return (
    <Badge icon={<CircleAlert aria-hidden="true" />} tone="danger">
      To correct
    </Badge>
  );
}
