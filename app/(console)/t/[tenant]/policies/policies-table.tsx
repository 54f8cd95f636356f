"use client";

import { createColumnHelper } from "@tanstack/react-table";
import Link from "next/link";
import type { ReactNode } from "react";
import { DataTable } from "#components/data-table/data-table.tsx";
import type { kit, TableLook } from "#components/data-table/table-features.ts";
import type { UrlState } from "#components/data-table/url-state.ts";
import type { Failure } from "#components/ui/failure.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { EffectBadge } from "./effect-badge.tsx";
import { type PolicyFacts, whatText, whenText, whoText } from "./policy-facts.ts";

type Row = PolicyFacts & { now: string; href: string };

const helper = createColumnHelper<typeof kit, Row>();

const columns = helper.columns([
  helper.accessor("name", {
    meta: { label: "Name", sort: "name", hideable: false },
    cell: ({ row: { original } }) => (
      <Link
        className="font-medium text-text underline-offset-2 max-md:line-clamp-2 max-md:[overflow-wrap:anywhere] md:block md:max-w-56 md:truncate hover:underline"
        href={original.href}
        prefetch={false}
      >
        <bdi>{original.name}</bdi>
      </Link>
    ),
  }),
  helper.accessor("effect", {
    meta: { label: "Effect" },
    cell: ({ row: { original } }) => (
      <EffectBadge effect={original.effect} enabled={original.enabled} />
    ),
  }),
  helper.accessor((row) => whoText(row), { id: "who", meta: { label: "Who" } }),
  helper.accessor((row) => whatText(row), { id: "what", meta: { label: "May use" } }),
  helper.accessor((row) => whenText(row), {
    id: "when",
    meta: { label: "When", wide: true },
    cell: ({ getValue }) => getValue() || <span className="text-muted">Always</span>,
  }),
  helper.accessor("updatedAt", {
    meta: { label: "Changed", sort: "updatedAt" },
    cell: ({ getValue, row }) => (
      <RelativeTime at={new Date(getValue())} now={new Date(row.original.now)} />
    ),
  }),
]);

const filters = [
  {
    name: "effect",
    label: "Effect",
    options: [
      { value: "allow", label: "Allow" },
      { value: "deny", label: "Deny" },
    ],
  },
  {
    name: "enabled",
    label: "State",
    options: [
      { value: "true", label: "On" },
      { value: "false", label: "Switched off" },
    ],
  },
];

/** The policies of a tenant. */
export function PoliciesTable({
  rows,
  now,
  add,
  ...rest
}: {
  rows: readonly PolicyFacts[];
  now: string;
  add: ReactNode;
  at: UrlState;
  look: TableLook;
  nextCursor: string | null;
  previousCursor: string | null;
  failure: Failure | null;
  peek: { title: string; content: ReactNode } | null;
}) {
  const { path } = rest.at;
  return (
    <DataTable
      {...rest}
      caption="Policies"
      columns={columns}
      defaultSort="name"
      filters={filters}
      id="policies"
      none={{
        title: "No policies yet",
        text: "Without one the default decides alone. A policy allows or denies people, by role, team or name, the use of SSO clients.",
        action: add,
      }}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      rows={rows.map((row) => ({ ...row, now, href: `${path}/${row.id}` }))}
      search="Search by name"
    />
  );
}
