import { CircleX, ShieldX } from "lucide-react";
import Link from "next/link";
import type { Person } from "#app/(console)/t/[tenant]/users/find-person.ts";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";

/** What the person did and underwent last. */
export function EventsCard({
  tenant,
  id,
  events,
  now,
}: {
  tenant: string;
  id: string;
  events: NonNullable<Person["events"]>;
  now: Date;
}) {
  const logOf = (name: "actor" | "target") => `/t/${tenant}/audit-events?${name}=${id}`;
  return (
    <Card
      action={
        <span className="flex flex-wrap gap-2">
          <Link className={buttonClass("secondary")} href={logOf("actor")} prefetch={false}>
            All by them
          </Link>
          <Link className={buttonClass("secondary")} href={logOf("target")} prefetch={false}>
            All about them
          </Link>
        </span>
      }
      title="Recent events"
    >
      {events.length === 0 && <p className="p-4 text-muted md:p-6">Nothing yet.</p>}
      <ul className="divide-y divide-hairline">
        {events.map((event) => (
          <li
            className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-2 md:px-6"
            key={event.id}
          >
            <span className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-1">
              <code className="font-mono text-compact">{event.action}</code>
              <Outcome outcome={event.outcome} />
              <span className="min-w-0 text-compact text-muted [overflow-wrap:anywhere]">
                {event.actor.id === id ? (
                  event.target.id !== id && <bdi>{event.target.name}</bdi>
                ) : (
                  <>
                    by <bdi>{event.actor.name}</bdi>
                  </>
                )}
              </span>
            </span>
            <span className="text-compact text-muted">
              <RelativeTime at={new Date(event.at)} now={now} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Outcome({ outcome }: { outcome: string }) {
  if (outcome === "success") return null;
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
