"use client";

import { createColumnHelper } from "@tanstack/react-table";
import Link from "next/link";
import type { ReactNode } from "react";
import { DataTable } from "#components/data-table/data-table.tsx";
import type { kit, TableLook } from "#components/data-table/table-features.ts";
import type { UrlState } from "#components/data-table/url-state.ts";
import { BulkForm } from "#components/form/bulk-form.tsx";
import type { Failure } from "#components/ui/failure.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { restoreTenantsAction, suspendTenantsAction } from "./actions.ts";
import { StatusBadge } from "./status-badge.tsx";

export type TenantRow = {
  slug: string;
  name: string;
  status: "active" | "suspended";
  domains: number;
  providers: number;
  lastSignInAt: string | null;
  createdAt: string;
  stepsDone: number;
};

const tenants = { one: "tenant", many: "tenants" };

const CHECKLIST_STEPS = 5;

const helper = createColumnHelper<typeof kit, TenantRow & { now: string }>();

const columns = helper.columns([
  helper.accessor("name", {
    meta: { label: "Name", sort: "name", hideable: false },
    cell: ({ row: { original } }) => (
      <Link
        className="font-medium text-text underline-offset-2 max-md:line-clamp-2 max-md:[overflow-wrap:anywhere] md:block md:truncate hover:underline"
        href={`/t/${original.slug}`}
        prefetch={false}
      >
        <bdi>{original.name}</bdi>
      </Link>
    ),
  }),
  helper.accessor("slug", {
    meta: { label: "Slug", sort: "slug" },
    cell: ({ getValue }) => <code className="font-mono text-compact">{getValue()}</code>,
  }),
  helper.accessor("status", {
    meta: { label: "Status" },
    cell: ({ getValue }) => <StatusBadge status={getValue()} />,
  }),
  helper.accessor("stepsDone", {
    meta: { label: "Checklist", wide: true },
    cell: ({ getValue }) => `${getValue()} of ${CHECKLIST_STEPS}`,
  }),
  helper.accessor("domains", { meta: { label: "Domains", sort: "domains", align: "end" } }),
  helper.accessor("providers", {
    meta: { label: "Providers", sort: "providers", align: "end", wide: true },
  }),
  helper.accessor("lastSignInAt", {
    meta: { label: "Last sign-in", sort: "lastSignInAt" },
    cell: ({ getValue, row }) => <When at={getValue()} now={row.original.now} />,
  }),
  helper.accessor("createdAt", {
    meta: { label: "Created", sort: "createdAt", wide: true },
    cell: ({ getValue, row }) => <When at={getValue()} now={row.original.now} />,
  }),
]);

const filters = [
  {
    name: "status",
    label: "Status",
    options: [
      { value: "active", label: "Active" },
      { value: "suspended", label: "Suspended" },
    ],
  },
];

/** The operators' list of tenants. */
export function TenantsTable({
  rows,
  now,
  create,
  ...rest
}: {
  rows: readonly TenantRow[];
  now: string;
  create: ReactNode;
  at: UrlState;
  look: TableLook;
  nextCursor: string | null;
  previousCursor: string | null;
  failure: Failure | null;
  total: { value: number; capped: boolean } | null;
  peek: { title: string; content: ReactNode } | null;
}) {
  return (
    <DataTable
      {...rest}
      bulk={(choice, clear) => (
        <>
          <BulkForm
            action={suspendTenantsAction}
            choice={choice}
            clear={clear}
            undo={{ action: restoreTenantsAction, past: "Restored" }}
            words={{ ...tenants, verb: "Suspend", past: "Suspended" }}
          />
          <BulkForm
            action={restoreTenantsAction}
            choice={choice}
            clear={clear}
            words={{ ...tenants, verb: "Restore", past: "Restored" }}
          />
        </>
      )}
      caption="Tenants"
      columns={columns}
      defaultSort="slug"
      filters={filters}
      id="tenants"
      none={{
        title: "No tenants yet",
        text: "A tenant is one organisation: its login domains, providers and people.",
        action: create,
      }}
      rowId={(row) => row.slug}
      rowName={(row) => row.name}
      rows={rows.map((row) => ({ ...row, now }))}
      search="Search by name or slug"
    />
  );
}

function When({ at, now }: { at: string | null; now: string }) {
  if (at === null) return <span className="text-muted">Never</span>;
  return <RelativeTime at={new Date(at)} now={new Date(now)} />;
}
