"use client";

import { createColumnHelper } from "@tanstack/react-table";
import Link from "next/link";
import type { ReactNode } from "react";
import { DataTable } from "#components/data-table/data-table.tsx";
import type { kit, TableLook } from "#components/data-table/table-features.ts";
import { hrefWith, type UrlState } from "#components/data-table/url-state.ts";
import type { Failure } from "#components/ui/failure.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { MailBadge, type MailStatus } from "./mail-badge.tsx";

export type MailRow = {
  id: string;
  tenant: string;
  recipient: string;
  subject: string;
  status: MailStatus;
  attempts: number;
  createdAt: string;
};

const helper = createColumnHelper<typeof kit, MailRow & { now: string; href: string }>();

const columns = helper.columns([
  helper.accessor("subject", {
    meta: { label: "Subject", hideable: false },
    cell: ({ row: { original } }) => (
      <Link
        className="font-medium max-md:line-clamp-2 md:block md:max-w-72 md:truncate text-text underline-offset-2 hover:underline"
        href={original.href}
        prefetch={false}
        scroll={false}
        title={original.subject}
      >
        <bdi>{original.subject}</bdi>
      </Link>
    ),
  }),
  helper.accessor("recipient", {
    meta: { label: "To" },
    cell: ({ getValue }) => (
      <span className="block max-w-64 truncate" title={getValue()}>
        {getValue()}
      </span>
    ),
  }),
  helper.accessor("status", {
    meta: { label: "Status" },
    cell: ({ row: { original } }) => (
      <MailBadge attempts={original.attempts} status={original.status} />
    ),
  }),
  helper.accessor("tenant", {
    meta: { label: "Tenant", wide: true },
    cell: ({ getValue }) => <code className="font-mono text-compact">{getValue()}</code>,
  }),
  helper.accessor("createdAt", {
    meta: { label: "Written", sort: "createdAt" },
    cell: ({ getValue, row }) => (
      <RelativeTime at={new Date(getValue())} now={new Date(row.original.now)} />
    ),
  }),
]);

const filters = [
  {
    name: "status",
    label: "Status",
    options: [
      { value: "queued", label: "Queued" },
      { value: "sent", label: "Sent" },
      { value: "logged", label: "Kept here" },
    ],
  },
];

/** The mail of all tenants. */
export function MailTable({
  rows,
  now,
  ...rest
}: {
  rows: readonly MailRow[];
  now: string;
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
      caption="Outbox"
      columns={columns}
      defaultSort="-createdAt"
      filters={filters}
      id="outbox"
      none={{
        title: "No mail yet",
        text: "Invitations, password resets and warnings stand here once Gatehouse wrote them.",
      }}
      rowId={(row) => row.id}
      rowName={(row) => row.subject}
      rows={rows.map((row) => ({ ...row, now, href: hrefWith(rest.at, { peek: row.id }) }))}
      search="Search by recipient or subject"
    />
  );
}
