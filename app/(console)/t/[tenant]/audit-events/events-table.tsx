"use client";

import { createColumnHelper } from "@tanstack/react-table";
import Link from "next/link";
import type { ReactNode } from "react";
import { DataTable } from "#components/data-table/data-table.tsx";
import type { kit, TableLook } from "#components/data-table/table-features.ts";
import { hrefWith, type UrlState } from "#components/data-table/url-state.ts";
import type { Failure } from "#components/ui/failure.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { eventFilters, MoreFilters } from "./event-filters.tsx";
import { type Outcome, OutcomeBadge } from "./outcome-badge.tsx";

export type EventRow = {
  id: string;
  at: string;
  action: string;
  actor: string;
  target: string;
  outcome: Outcome;
  address: string;
};

const helper = createColumnHelper<typeof kit, EventRow & { now: string; href: string }>();

const columns = helper.columns([
  helper.accessor("action", {
    meta: { label: "Action", hideable: false },
    cell: ({ row: { original } }) => (
      <Link
        className="font-medium font-mono text-compact text-text underline-offset-2 max-md:[overflow-wrap:anywhere] hover:underline"
        href={original.href}
        prefetch={false}
        scroll={false}
      >
        {original.action}
      </Link>
    ),
  }),
  helper.accessor("at", {
    meta: { label: "When", sort: "at" },
    cell: ({ getValue, row }) => (
      <RelativeTime at={new Date(getValue())} now={new Date(row.original.now)} />
    ),
  }),
  helper.accessor("actor", {
    meta: { label: "Who" },
    cell: ({ getValue }) => <Name>{getValue()}</Name>,
  }),
  helper.accessor("target", {
    meta: { label: "To what" },
    cell: ({ getValue }) => <Name>{getValue()}</Name>,
  }),
  helper.accessor("outcome", {
    meta: { label: "Outcome" },
    cell: ({ getValue }) => <OutcomeBadge outcome={getValue()} />,
  }),
  helper.accessor("address", {
    meta: { label: "Address", wide: true },
    cell: ({ getValue }) =>
      getValue() ? (
        <code className="font-mono text-compact">{getValue()}</code>
      ) : (
        <span className="text-muted">None</span>
      ),
  }),
]);

/** The log of a tenant. */
export function EventsTable({
  rows,
  now,
  actions,
  ...rest
}: {
  rows: readonly EventRow[];
  now: string;
  actions: readonly string[];
  at: UrlState;
  look: TableLook;
  nextCursor: string | null;
  previousCursor: string | null;
  failure: Failure | null;
  peek: { title: string; content: ReactNode } | null;
}) {
  return (
    <DataTable
      {...rest}
      caption="Audit log"
      columns={columns}
      defaultSort="-at"
      filters={eventFilters(rest.at, now)}
      id="audit-events"
      none={{
        title: "No events yet",
        text: "Every change, sign-in and refusal leaves an event here, which nobody can alter.",
      }}
      rowId={(row) => row.id}
      rowName={(row) => row.action}
      rows={rows.map((row) => ({ ...row, now, href: hrefWith(rest.at, { peek: row.id }) }))}
      tools={<MoreFilters actions={actions} at={rest.at} />}
    />
  );
}

function Name({ children }: { children: string }) {
  return (
    <bdi className="block max-w-64 truncate lg:max-w-44 xl:max-w-52" title={children}>
      {children}
    </bdi>
  );
}
