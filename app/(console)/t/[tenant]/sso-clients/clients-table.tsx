"use client";

import { createColumnHelper } from "@tanstack/react-table";
import Link from "next/link";
import type { ReactNode } from "react";
import { DataTable } from "#components/data-table/data-table.tsx";
import type { kit, TableLook } from "#components/data-table/table-features.ts";
import type { UrlState } from "#components/data-table/url-state.ts";
import type { Failure } from "#components/ui/failure.tsx";
import { EnabledBadge, Tags } from "./client-badges.tsx";
import { type ClientFacts, typeNames } from "./client-facts.ts";
import { LastUse } from "./last-use.tsx";
import { SwitchForm } from "./switch-form.tsx";

type Row = ClientFacts & { now: string; href: string; tenant: string; maySwitch: boolean };

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
  helper.accessor("enabled", {
    meta: { label: "Sign-in" },
    cell: ({ row: { original } }) =>
      original.maySwitch ? (
        <SwitchForm client={original} tenant={original.tenant} />
      ) : (
        <EnabledBadge enabled={original.enabled} />
      ),
  }),
  helper.accessor("type", {
    meta: { label: "Type" },
    cell: ({ getValue }) => typeNames[getValue()],
  }),
  helper.accessor("clientId", {
    meta: { label: "Client id", wide: true },
    cell: ({ getValue }) => <code className="font-mono text-compact">{getValue()}</code>,
  }),
  helper.accessor("tags", {
    meta: { label: "Tags" },
    cell: ({ getValue }) => <Tags tags={getValue()} />,
  }),
  helper.accessor("lastUsedAt", {
    meta: { label: "Last used", sort: "lastUsedAt" },
    cell: ({ row: { original } }) => <LastUse client={original} now={new Date(original.now)} />,
  }),
]);

const filters = [
  {
    name: "enabled",
    label: "Sign-in",
    options: [
      { value: "true", label: "On" },
      { value: "false", label: "Off" },
    ],
  },
  {
    name: "type",
    label: "Type",
    options: [
      { value: "confidential", label: "Confidential" },
      { value: "public", label: "Public" },
    ],
  },
];

/** A tenant's SSO clients. */
export function ClientsTable({
  rows,
  now,
  tenant,
  maySwitch,
  add,
  ...rest
}: {
  rows: readonly ClientFacts[];
  now: string;
  tenant: string;
  maySwitch: boolean;
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
      caption="SSO clients"
      columns={columns}
      defaultSort="name"
      filters={filters}
      id="sso-clients"
      none={{
        title: "No SSO clients yet",
        text: "Register the software that your people use. They then sign in to it here, once for all of it.",
        action: add,
      }}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      rows={rows.map((row) => ({ ...row, now, tenant, maySwitch, href: `${path}/${row.id}` }))}
      search="Search by name or client id"
    />
  );
}
