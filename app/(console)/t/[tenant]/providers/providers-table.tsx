"use client";

import { createColumnHelper } from "@tanstack/react-table";
import Link from "next/link";
import type { ReactNode } from "react";
import { DataTable } from "#components/data-table/data-table.tsx";
import type { kit, TableLook } from "#components/data-table/table-features.ts";
import type { UrlState } from "#components/data-table/url-state.ts";
import type { Failure } from "#components/ui/failure.tsx";
import { ProviderMark } from "#components/ui/provider-mark.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SecretEnd } from "#components/ui/secret-end.tsx";
import { ReadinessBadge, Reasons, TestBadge } from "./provider-badges.tsx";
import { kindNames, type ProviderFacts } from "./provider-facts.ts";

type Row = ProviderFacts & { now: string; href: string };

const helper = createColumnHelper<typeof kit, Row>();

const columns = helper.columns([
  helper.accessor("name", {
    meta: { label: "Name", sort: "name", hideable: false },
    cell: ({ row: { original } }) => (
      <span className="inline-flex min-w-0 items-center gap-2 align-middle">
        <ProviderMark provider={original.kind} />
        <Link
          className="min-w-0 break-words font-medium text-text underline-offset-2 hover:underline"
          href={original.href}
          prefetch={false}
        >
          <bdi>{original.name}</bdi>
        </Link>
      </span>
    ),
  }),
  helper.accessor("kind", {
    meta: { label: "Kind", sort: "kind" },
    cell: ({ getValue }) => kindNames[getValue()],
  }),
  helper.accessor("ready", {
    meta: { label: "Readiness" },
    cell: ({ row: { original } }) => (
      <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1 max-md:justify-end">
        <ReadinessBadge provider={original} />
        <Reasons reasons={original.reasons} />
      </span>
    ),
  }),
  helper.accessor("lastTest", {
    meta: { label: "Last test" },
    cell: ({ getValue }) => <TestBadge test={getValue()} />,
  }),
  helper.accessor("secretExpiresAt", {
    meta: { label: "Secret ends" },
    cell: ({ row: { original } }) => <SecretEnd now={new Date(original.now)} provider={original} />,
  }),
  helper.accessor("lastSignInAt", {
    meta: { label: "Last sign-in", sort: "lastSignInAt" },
    cell: ({ getValue, row }) => <When at={getValue()} now={row.original.now} />,
  }),
]);

const filters = [
  {
    name: "kind",
    label: "Kind",
    options: [
      { value: "google", label: "Google" },
      { value: "azure-ad", label: "Microsoft Entra ID" },
      { value: "oidc", label: "OpenID Provider" },
    ],
  },
];

/** A tenant's identity providers. */
export function ProvidersTable({
  rows,
  now,
  add,
  ...rest
}: {
  rows: readonly ProviderFacts[];
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
      caption="Identity providers"
      columns={columns}
      defaultSort="createdAt"
      filters={filters}
      id="providers"
      none={{
        title: "No identity providers yet",
        text: "Connect Google, Microsoft Entra ID or your own OpenID Provider. Its button then shows to people of your verified login domains.",
        action: add,
      }}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      rows={rows.map((row) => ({ ...row, now, href: `${path}/${row.id}` }))}
      search="Search by name"
    />
  );
}

function When({ at, now }: { at: string | null; now: string }) {
  if (at === null) return <span className="text-muted">Never</span>;
  return <RelativeTime at={new Date(at)} now={new Date(now)} />;
}
