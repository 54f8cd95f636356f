"use client";

import { CircleAlert, Inbox, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { type Failure, RequestId } from "#components/ui/failure.tsx";
import { ListLink } from "./navigation.tsx";
import type { TableFilter } from "./table-features.ts";
import { hrefWith, type UrlState } from "./url-state.ts";

function State({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-16 text-center">
      <span className="text-muted [&_svg]:size-8">{icon}</span>
      <h2 className="font-semibold">{title}</h2>
      <div className="flex max-w-120 flex-col items-center gap-4 text-muted">{children}</div>
    </div>
  );
}

/** Nothing there yet: what it is for, and the first step. */
export function NoneYet({
  title,
  text,
  action,
}: {
  title: string;
  text: ReactNode;
  action?: ReactNode;
}) {
  return (
    <State icon={<Inbox aria-hidden="true" strokeWidth={1.5} />} title={title}>
      <p>{text}</p>
      {action && <div data-first-step="">{action}</div>}
    </State>
  );
}

/** Something is there, and nothing of it fits. */
export function NoneMatch({ at, filters }: { at: UrlState; filters: readonly TableFilter[] }) {
  const cleared = Object.fromEntries(filters.map(({ name }) => [name, null]));
  return (
    <State icon={<SearchX aria-hidden="true" strokeWidth={1.5} />} title="Nothing matches">
      <p>No row fits what you search for and filter by.</p>
      <ListLink
        className={buttonClass("secondary")}
        href={hrefWith(at, { ...cleared, search: null, cursor: null })}
      >
        Clear filters
      </ListLink>
    </State>
  );
}

/** The list could not be read. Retry asks for the same address again. */
export function FailureRow({ failure, at }: { failure: Failure; at: UrlState }) {
  return (
    <div
      className="flex flex-wrap items-center gap-4 bg-danger-tint px-4 py-4 text-danger md:px-6"
      role="alert"
    >
      <CircleAlert aria-hidden="true" className="size-4 shrink-0" />
      <div className="min-w-0 grow">
        <p>{failure.message}</p>
        {failure.requestId && <RequestId value={failure.requestId} />}
      </div>
      <ListLink className={buttonClass("secondary")} href={hrefWith(at, {})}>
        Retry
      </ListLink>
    </div>
  );
}
