import Link from "next/link";
import { hrefWith, type UrlState } from "#components/data-table/url-state.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { exactTime, RelativeTime } from "#components/ui/relative-time.tsx";
import type { AuditEvent } from "./find-event.ts";
import { OutcomeBadge } from "./outcome-badge.tsx";
import { ValueChanges } from "./value-changes.tsx";

const linkClass = "font-medium text-accent underline underline-offset-2";

/** An event beside the log: who, what, when, from where, what changed, and all of it as JSON. */
export function EventPeek({
  event,
  at,
  now,
  actorHref,
  targetHref,
}: {
  event: AuditEvent;
  at: UrlState;
  now: Date;
  /** The screens of both, where they have one. */
  actorHref: string | null;
  targetHref: string | null;
}) {
  const json = JSON.stringify(event, null, 2);
  const written = new Date(event.at);
  return (
    <div className="flex flex-col gap-6">
      <Facts
        facts={[
          { label: "Outcome", value: <OutcomeBadge outcome={event.outcome} /> },
          ...(event.reason === null ? [] : [{ label: "Reason", value: event.reason }]),
          {
            label: "When",
            value: (
              <>
                {exactTime(written)}{" "}
                <span className="text-muted">
                  (<RelativeTime at={written} now={now} />)
                </span>
              </>
            ),
          },
          {
            label: "Who",
            value: (
              <Party
                allHref={hrefWith({ ...at, params: {} }, { actor: event.actor.id })}
                allLabel="All by them"
                href={actorHref}
                {...event.actor}
              />
            ),
          },
          {
            label: "To what",
            value: (
              <Party
                allHref={hrefWith({ ...at, params: {} }, { target: event.target.id })}
                allLabel="All about it"
                href={targetHref}
                {...event.target}
              />
            ),
          },
          { label: "Address", value: <code className="font-mono">{event.address || "None"}</code> },
          { label: "Browser or client", value: event.userAgent || "None" },
          {
            label: "Request",
            value: (
              <>
                <code className="select-all font-mono text-compact">{event.requestId}</code>{" "}
                {event.requestId && (
                  <CopyButton label="Copy the request id" value={event.requestId} />
                )}
              </>
            ),
          },
        ]}
      />
      <ValueChanges after={event.after} before={event.before} />
      <section className="flex flex-col gap-2">
        <div className="flex items-baseline justify-between gap-4">
          <h3 className="font-semibold">As JSON</h3>
          <CopyButton label="Copy the event as JSON" value={json} />
        </div>
        <pre className="select-all whitespace-pre-wrap break-words rounded-control bg-subtle p-3 font-mono text-meta [overflow-wrap:anywhere]">
          {json}
        </pre>
      </section>
    </div>
  );
}

function Party({
  kind,
  name,
  href,
  allHref,
  allLabel,
}: {
  kind: string;
  name: string;
  href: string | null;
  allHref: string;
  allLabel: string;
}) {
  return (
    <>
      {href === null ? (
        <bdi>{name}</bdi>
      ) : (
        <Link className={linkClass} href={href} prefetch={false}>
          <bdi>{name}</bdi>
        </Link>
      )}{" "}
      <span className="text-muted">({kind.replaceAll("_", " ")})</span>
      <span className="block text-compact">
        <Link className={linkClass} href={allHref} prefetch={false}>
          {allLabel}
        </Link>
      </span>
    </>
  );
}
